namespace Offers.Simulation.Reporting;

/// <summary>The shapes of points, one for each colour slot.</summary>
internal static class Markers
{
    /// <summary>The most values for which a line also shows its markers.</summary>
    public const int MostOnLine = 40;

    // Equal areas rather than equal widths, so that no series looks heavier than another.
    private static readonly string[] Shapes =
    [
        "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z",
        "m-3-3h6v6h-6z",
        "m0-4.2l4 7h-8z",
        "m0-4.4l4.2 4.4l-4.2 4.4l-4.2-4.4z",
        "m0 4.2l4-7h-8z",
        "m-1.4-4.2h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8v-2.8h2.8z",
        "m-4-2l2-2l2 2l2-2l2 2l-2 2l2 2l-2 2l-2-2l-2 2l-2-2l2-2z",
        "m-2-3.8h4l2.2 3.8l-2.2 3.8h-4l-2.2-3.8z",
    ];

    /// <summary>The path of a marker about a point.</summary>
    public static string At(int slot, double x, double y) =>
        "M" + SvgWriter.Px(x) + " " + SvgWriter.Px(y) + Shapes[slot];
}
