namespace Offers.Simulation.Reporting;

/// <summary>
/// Eight colours after Okabe and Ito (2008), which readers with any colour vision tell apart,
/// each in a value with contrast against light paper and one against a dark screen; and the
/// dashes that tell lines apart where there is no colour at all.
/// </summary>
internal static class Palette
{
    /// <summary>The light ground.</summary>
    public const string LightPaper = "#ffffff";

    /// <summary>The dark ground.</summary>
    public const string DarkPaper = "#14171b";

    /// <summary>Gets the number of slots.</summary>
    public static int Count => Light.Count;

    /// <summary>Gets the colours on a light ground.</summary>
    public static IReadOnlyList<string> Light { get; } =
    [
        "#0072b2", "#c84e00", "#008f68", "#b4558f", "#a87400", "#2b8fc9", "#6e6200", "#50565e",
    ];

    /// <summary>Gets the colours on a dark ground.</summary>
    public static IReadOnlyList<string> Dark { get; } =
    [
        "#4aa3e0", "#f0783c", "#1fb68b", "#de92be", "#e6aa24", "#93d0f5", "#c8bd55", "#b4bac2",
    ];

    /// <summary>Gets the dash of each slot; the first is a full line.</summary>
    public static IReadOnlyList<string> Dashes { get; } =
    [
        "", "8 3", "2 2.5", "10 3 2 3", "5 3", "12 3 2 3 2 3", "1 3", "16 4",
    ];
}
