using System.Xml.Linq;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class HtmlPageTests
{
    [Fact]
    public void Every_text_is_escaped()
    {
        const string Evil = "<img src=x onerror=\"a\"> & 'b'";
        var page = new HtmlPage(Evil, Evil);
        page.Section(Evil).Paragraph(Evil).Note(Evil).Subheading(Evil).Code(Evil).Bullets(Evil)
            .Tiles(new KeyFigure(Evil, Evil, Evil))
            .Table(new HtmlTable(Evil, [new(Evil, Evil)], [[Evil]]))
            .Figure(SamplePlots.Bars() with { Title = Evil }, Evil)
            .Details(Evil, d => d.Paragraph(Evil));
        page.Footer(Evil);
        string html = page.ToHtml();
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("onerror=\"", html);
        string[] texts = [.. Root(html).DescendantNodes().OfType<XText>().Select(t => t.Value)];
        Assert.Equal(20, texts.Count(text => text is Evil));
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        string html = Sample().ToHtml();
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<link", html);
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain(" src=", html);
        Assert.Contains("default-src 'none'", html);
        string[] addresses = [.. Root(html).Descendants().Attributes()
            .Where(a => !a.IsNamespaceDeclaration && a.Value.Contains("//")).Select(a => a.Value)];
        Assert.Empty(addresses);
    }

    [Fact]
    public void Columns_of_numbers_stand_on_the_right_and_show_their_unit()
    {
        XElement table = Body(Sample().ToHtml()).Descendants("table").Single();
        XElement[] heads = [.. table.Element("thead")!.Descendants("th")];
        Assert.Equal("machines [machine]", heads[1].Value);
        Assert.Equal("number", heads[1].Attribute("class")!.Value);
        Assert.Null(heads[0].Attribute("class"));
        Assert.Equal("number", table.Descendants("td").Single().Attribute("class")!.Value);
        Assert.Throws<ArgumentException>(() => HtmlColumn.Number("machines", ""));
    }

    [Fact]
    public void A_row_without_a_cell_for_every_column_is_refused()
    {
        HtmlSection section = new HtmlPage("t", "l").Section("s");
        var table = new HtmlTable("caption", [new("a"), new("b")], [["1"]]);
        Assert.Throws<ArgumentException>(() => section.Table(table));
    }

    [Fact]
    public void Ten_figures_in_a_page_share_no_id()
    {
        var page = new HtmlPage("t", "l");
        HtmlSection section = page.Section("s");
        for (int i = 0; i < 10; i++)
        {
            section.Figure(SamplePlots.Bars() with { Title = "figure " + i }, "caption");
        }

        string[] ids = [.. Body(page.ToHtml()).Descendants().Attributes("id").Select(a => a.Value)];
        Assert.True(ids.Length > 10);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Contents_appear_when_there_are_four_sections()
    {
        HtmlPage page = Sample();
        page.Section("second");
        page.Section("third");
        Assert.Empty(Body(page.ToHtml()).Descendants("nav"));
        page.Section("fourth");
        XElement nav = Body(page.ToHtml()).Descendants("nav").Single();
        Assert.Equal("#s4", nav.Descendants("a").Last().Attribute("href")!.Value);
    }

    [Fact]
    public void The_same_page_gives_the_same_bytes() =>
        Assert.Equal(Sample().ToHtml(), Sample().ToHtml());

    private static HtmlPage Sample()
    {
        var page = new HtmlPage("Title", "Lead");
        page.Section("first").Figure(SamplePlots.EveryKind(), "caption").Table(new HtmlTable(
            "Machines",
            [new("policy"), HtmlColumn.Number("machines", "machine")],
            [["static", "1"]]));
        return page;
    }

    // Nothing but the doctype keeps a page from being XML, which makes it easy to read back.
    private static XElement Root(string html) =>
        XDocument.Parse(html["<!DOCTYPE html>".Length..].Trim()).Root!;

    private static XElement Body(string html) => Root(html).Element("body")!;
}
