using System.Globalization;
using System.Xml.Linq;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

/// <summary>Plots of every kind, and the readers of what was drawn.</summary>
internal static class SamplePlots
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static Plot Lines(params Series[] series) =>
        new("Allocated", Axis.Linear("load", "job/s"), Axis.Linear("GPUs", "GPU"), series);

    public static Plot EveryKind() => new(
        "A <b>title</b> & more \"quoted\"",
        Axis.Time("time since start"),
        Axis.Linear("allocated GPUs", "GPU"),
        [
            new("line", SeriesKind.Line, [0, 3600, 7200], [1, double.NaN, 3]),
            new("step", SeriesKind.Step, [0, 3600, 7200], [1, 4, 3])
            {
                Low = [0, 3, 2],
                High = [2, 5, 4],
            },
            new("area", SeriesKind.StackedArea, [0, 7200], [1, 2]),
            new("other area", SeriesKind.StackedArea, [0, 7200], [2, 1]),
            new("points", SeriesKind.Points, [100, 50], [5, 6]) { Low = [4, 5], High = [6, 7] },
        ])
    {
        HorizontalLines = [new(8, "capacity")],
        VerticalLines = [new(600, "warm-up"), new(640, "failure")],
    };

    public static Plot Bars() => new(
        "Machines needed",
        Axis.Category("policy", ["static by mean", "shared"]),
        Axis.Log10("machines", "machine"),
        [Series.Bars("Philly", [1407, 690]), Series.Bars("Helios", [900, double.NaN])])
    {
        ShowValues = true,
    };

    public static PanelGrid ThreeThenOne() => new(
        "Three panels, then one",
        [[Slice("A", 32), Slice("B", 30), Slice("C", 10)], [Slice("pool", 96)]]);

    public static Plot Slice(string name, double top) => new(
        name,
        Axis.Time("time"),
        Axis.Linear("allocated GPUs", "GPU"),
        [new("used", SeriesKind.Step, [0, 86400], [1, top])])
    {
        HorizontalLines = [new(top, "capacity")],
    };

    public static XElement Draw(Plot plot) => XDocument.Parse(SvgRenderer.Render(plot)).Root!;

    public static XElement Draw(PanelGrid grid) => XDocument.Parse(SvgRenderer.Render(grid)).Root!;

    public static string[] Texts(XElement svg, string css) =>
        [.. svg.Descendants(Svg + "text").Where(e => HasClass(e, css)).Select(e => e.Value)];

    public static string[] Paths(XElement svg, string css) =>
        [.. svg.Descendants(Svg + "svg").Elements(Svg + "path")
            .Where(e => HasClass(e, css))
            .Select(e => e.Attribute("d")!.Value)];

    public static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static bool HasClass(XElement element, string css) =>
        element.Attribute("class")!.Value.Split(' ').Contains(css, StringComparer.Ordinal);
}
