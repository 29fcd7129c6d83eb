using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>The content of a section; every text is escaped, and calls can be chained.</summary>
internal sealed class HtmlSection
{
    private readonly StringBuilder _markup = new();

    /// <summary>Adds a heading inside of the section.</summary>
    public HtmlSection Subheading(string text) => Element("h3", text);

    /// <summary>Adds a paragraph.</summary>
    public HtmlSection Paragraph(string text) => Element("p", text);

    /// <summary>Adds a remark that stands out, for example a caveat.</summary>
    public HtmlSection Note(string text)
    {
        _markup.Append("<p class=\"note\">").Append(XmlText.Escape(text)).Append("</p>\n");
        return this;
    }

    /// <summary>Adds a list.</summary>
    public HtmlSection Bullets(params IEnumerable<string> items)
    {
        _markup.Append("<ul>\n");
        foreach (string item in items)
        {
            Element("li", item);
        }

        _markup.Append("</ul>\n");
        return this;
    }

    /// <summary>Adds lines in a font of equal widths, for example a command.</summary>
    public HtmlSection Code(string text)
    {
        string escaped = XmlText.Escape(text);
        _markup.Append("<pre><code>").Append(escaped).Append("</code></pre>\n");
        return this;
    }

    /// <summary>Adds numbers to take away, side by side.</summary>
    public HtmlSection Tiles(params IEnumerable<KeyFigure> figures)
    {
        _markup.Append("<dl class=\"tiles\">\n");
        foreach (KeyFigure figure in figures)
        {
            _markup.Append("<div><dt>").Append(XmlText.Escape(figure.Label)).Append("</dt><dd>");
            _markup.Append(XmlText.Escape(figure.Value)).Append("</dd>");
            if (figure.Detail is { } detail)
            {
                _markup.Append("<dd class=\"detail\">").Append(XmlText.Escape(detail));
                _markup.Append("</dd>");
            }

            _markup.Append("</div>\n");
        }

        _markup.Append("</dl>\n");
        return this;
    }

    /// <summary>Adds a plot with a caption, which is numbered by the page.</summary>
    public HtmlSection Figure(Plot plot, string caption) =>
        Figure(SvgRenderer.Render(plot), caption);

    /// <summary>Adds a grid of plots with a caption, which is numbered by the page.</summary>
    public HtmlSection Figure(PanelGrid grid, string caption) =>
        Figure(SvgRenderer.Render(grid), caption);

    /// <summary>Adds a table with a caption, which is numbered by the page.</summary>
    public HtmlSection Table(HtmlTable table)
    {
        HtmlTableWriter.Write(_markup, table);
        return this;
    }

    /// <summary>
    /// Adds content that is folded away until the reader asks; on paper it is open.
    /// </summary>
    public HtmlSection Details(string summary, Action<HtmlSection> fill)
    {
        var inner = new HtmlSection();
        fill(inner);
        _markup.Append("<details><summary>").Append(XmlText.Escape(summary));
        _markup.Append("</summary>\n").Append(inner._markup).Append("</details>\n");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _markup.ToString();

    private HtmlSection Figure(string svg, string caption)
    {
        _markup.Append("<figure>\n<div class=\"wide\" tabindex=\"0\">\n").Append(svg);
        _markup.Append("</div>\n<figcaption>").Append(XmlText.Escape(caption));
        _markup.Append("</figcaption>\n</figure>\n");
        return this;
    }

    private HtmlSection Element(string tag, string text)
    {
        _markup.Append('<').Append(tag).Append('>').Append(XmlText.Escape(text));
        _markup.Append("</").Append(tag).Append(">\n");
        return this;
    }
}
