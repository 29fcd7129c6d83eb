using System.Text.RegularExpressions;
using System.Xml.Linq;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class SvgRendererTests
{
    [Fact]
    public void Every_axis_shows_its_label_and_unit()
    {
        string[] labels = SamplePlots.Texts(SamplePlots.Draw(SamplePlots.EveryKind()), "op-label");
        string[] bars = SamplePlots.Texts(SamplePlots.Draw(SamplePlots.Bars()), "op-label");
        Assert.Contains("allocated GPUs [GPU]", labels, StringComparer.Ordinal);
        Assert.Contains("time since start [min]", labels, StringComparer.Ordinal);
        Assert.Contains("machines [machine]", bars, StringComparer.Ordinal);
    }

    [Fact]
    public void Titles_and_names_are_escaped()
    {
        Plot plot = SamplePlots.Lines(
            new Series("a < b & \"c\" \u0001", SeriesKind.Line, [0, 1], [0, 1])) with
        {
            Title = "<script>alert('x')</script>",
        };
        string svg = SvgRenderer.Render(plot);
        Assert.DoesNotContain("<script", svg);
        XElement root = XDocument.Parse(svg).Root!;
        Assert.Equal("<script>alert('x')</script>", root.Element(SamplePlots.Svg + "title")!.Value);
        string[] labels = SamplePlots.Texts(root, "op-label");
        Assert.Contains("a < b & \"c\" \uFFFD", labels, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_that_is_not_a_number_leaves_a_gap(bool isStepped)
    {
        SeriesKind kind = isStepped ? SeriesKind.Step : SeriesKind.Line;
        double[] x = [0, 1, 2, 3, 4];
        XElement whole = SamplePlots.Draw(SamplePlots.Lines(
            new Series("a", kind, x, [1, 2, 3, 4, 5])));
        XElement parted = SamplePlots.Draw(
            SamplePlots.Lines(new Series("a", kind, x, [1, 2, double.NaN, 4, 5])));
        Assert.Equal(1, PenDowns(whole, "op-line"));
        Assert.Equal(2, PenDowns(parted, "op-line"));
        Assert.DoesNotContain("NaN", parted.ToString());
    }

    [Fact]
    public void A_gap_in_a_layer_parts_its_area()
    {
        double[] x = [0, 1, 2, 3, 4];
        XElement svg = SamplePlots.Draw(SamplePlots.Lines(
            new Series("a", SeriesKind.StackedArea, x, [1, 1, double.NaN, 1, 1])));
        string area = SamplePlots.Paths(svg, "op-fill").First();
        Assert.Equal(2, area.Count(c => c == 'Z'));
    }

    [Fact]
    public void A_lonely_value_between_gaps_is_marked()
    {
        double[] y = [.. Enumerable.Range(0, 60).Select(i => i == 30 ? 5 : double.NaN)];
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        XElement svg = SamplePlots.Draw(SamplePlots.Lines(new Series("a", SeriesKind.Line, x, y)));
        Assert.Single(SamplePlots.Paths(svg, "op-mark"));
    }

    [Fact]
    public void Steps_go_across_and_then_up()
    {
        XElement svg = SamplePlots.Draw(SamplePlots.Lines(
            new Series("a", SeriesKind.Step, [0, 1, 2], [0, 10, 10])));
        string path = SamplePlots.Paths(svg, "op-line").First();
        Assert.Matches("^M0 [0-9.]+H[0-9.]+V[0-9.]+H[0-9.]+$", path);
    }

    [Fact]
    public void The_same_plot_gives_the_same_bytes()
    {
        string first = SvgRenderer.Render(SamplePlots.EveryKind());
        string second = SvgRenderer.Render(SamplePlots.EveryKind());
        string other = SvgRenderer.Render(SamplePlots.Bars());
        Assert.Equal(first, second);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
    }

    [Fact]
    public void A_file_of_its_own_is_well_formed_and_brings_its_style()
    {
        foreach (string svg in (string[])
            [
                SvgRenderer.RenderFile(SamplePlots.EveryKind()),
                SvgRenderer.RenderFile(SamplePlots.Bars()),
                SvgRenderer.RenderFile(SamplePlots.ThreeThenOne()),
            ])
        {
            XElement root = XDocument.Parse(svg).Root!;
            string style = root.Element(SamplePlots.Svg + "style")!.Value;
            Assert.Contains("prefers-color-scheme:dark", style);
            Assert.Contains("@media print", style);
            Assert.Equal("img", root.Attribute("role")!.Value);
            Assert.NotEmpty(root.Element(SamplePlots.Svg + "desc")!.Value);
        }
    }

    [Fact]
    public void Every_class_that_is_drawn_has_a_rule_and_a_prefix()
    {
        foreach (XElement svg in (XElement[])
            [
                SamplePlots.Draw(SamplePlots.EveryKind()),
                SamplePlots.Draw(SamplePlots.Bars()),
                SamplePlots.Draw(SamplePlots.ThreeThenOne()),
            ])
        {
            foreach (string name in svg.Descendants().Attributes("class")
                .SelectMany(a => a.Value.Split(' ')).Where(name => name is not "op-hatched"))
            {
                Assert.StartsWith("op-", name);
                Assert.Contains("." + name + "{", SvgStyle.Css);
            }
        }
    }

    [Fact]
    public void Ids_of_different_figures_differ()
    {
        Plot other = SamplePlots.Bars() with { Title = "Another" };
        HashSet<string> first = Ids(SamplePlots.Draw(SamplePlots.Bars()));
        HashSet<string> second = Ids(SamplePlots.Draw(other));
        Assert.NotEmpty(first);
        Assert.False(first.Overlaps(second));
    }

    [Fact]
    public void The_legend_stands_under_the_drawing_area()
    {
        XElement svg = SamplePlots.Draw(SamplePlots.EveryKind());
        XElement area = svg.Element(SamplePlots.Svg + "svg")!;
        double bottom = SamplePlots.Number(area, "y") + SamplePlots.Number(area, "height");
        XElement entry = svg.Elements(SamplePlots.Svg + "text").Single(
            e => e.Value is "other area");
        Assert.True(SamplePlots.Number(entry, "y") > bottom);
        Assert.True(SamplePlots.Number(entry, "y") < SamplePlots.Number(svg, "height"));
    }

    [Fact]
    public void Long_legends_wrap_inside_of_the_figure()
    {
        Series[] many = [.. Enumerable.Range(0, 8).Select(
            i => new Series("a rather long framework " + i, SeriesKind.Line, [0, 1], [0, i]))];
        XElement svg = SamplePlots.Draw(SamplePlots.Lines(many));
        XElement[] names =
            [.. svg.Elements(SamplePlots.Svg + "text").Where(
                e => e.Value.StartsWith("a rather", StringComparison.Ordinal))];
        Assert.Equal(8, names.Length);
        Assert.True(names.Select(e => SamplePlots.Number(e, "y")).Distinct().Count() >= 2);
        Assert.All(names, e => Assert.True(
            SamplePlots.Number(e, "x") + TextMetrics.Width(e.Value, 12) <= 720));
    }

    [Fact]
    public void Panels_of_a_row_share_their_scale_and_the_row_below_has_its_own()
    {
        XElement svg = SamplePlots.Draw(SamplePlots.ThreeThenOne());
        string[] ends =
            [.. SamplePlots.Paths(svg, "op-s0").Select(d => Regex.Match(d, "V(.+)$").Value)];
        Assert.Equal(4, ends.Length);
        Assert.Equal(3, ends[..3].Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, SamplePlots.Texts(svg, "op-label").Count(t => t is "allocated GPUs [GPU]"));
        Assert.Contains("100", SamplePlots.Texts(svg, "op-tick"), StringComparer.Ordinal);
        Assert.Contains("40", SamplePlots.Texts(svg, "op-tick"), StringComparer.Ordinal);
    }

    [Fact]
    public void All_panels_can_share_one_scale()
    {
        PanelGrid grid = SamplePlots.ThreeThenOne() with { ShareY = AxisSharing.All };
        string[] ticks = SamplePlots.Texts(SamplePlots.Draw(grid), "op-tick");
        Assert.Equal(2, ticks.Count(t => t is "100"));
    }

    [Fact]
    public void Unsound_series_are_refused_with_their_name()
    {
        Refuse(new Series("short", SeriesKind.Line, [0, 1], [0]));
        Refuse(new Series("backwards", SeriesKind.Step, [1, 0], [0, 0]));
        Refuse(new Series("half", SeriesKind.Line, [0], [0]) { Low = [0] });
        Refuse(new Series("colour", SeriesKind.Line, [0], [0]) { Slot = 8 });
        Refuse(Series.Bars("bars", [1, 2]));
    }

    private static void Refuse(Series series)
    {
        Plot plot = SamplePlots.Lines(series);
        var refusal = Assert.Throws<ArgumentException>(() => SvgRenderer.Render(plot));
        Assert.Contains("'" + series.Name + "'", refusal.Message);
    }

    private static int PenDowns(XElement svg, string css) =>
        SamplePlots.Paths(svg, css).First().Count(c => c == 'M');

    private static HashSet<string> Ids(XElement svg) =>
        svg.Descendants().Attributes("id").Select(a => a.Value).ToHashSet(StringComparer.Ordinal);
}
