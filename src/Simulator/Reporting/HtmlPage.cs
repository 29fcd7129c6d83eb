using System.Globalization;
using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>
/// One page in one file: no script, no resource from elsewhere, readable light, dark, on paper
/// and on a phone. Every text is escaped.
/// </summary>
internal sealed class HtmlPage
{
    // Pages with fewer sections are taken in at a glance.
    private const int SectionsForContents = 4;

    private readonly string _title;
    private readonly string _lead;
    private readonly List<(string Heading, HtmlSection Content)> _sections = [];
    private string _footer = "";

    /// <summary>Starts a page.</summary>
    /// <param name="title">The title of page and document.</param>
    /// <param name="lead">The paragraph under it: the question and the answer.</param>
    public HtmlPage(string title, string lead)
    {
        _title = title;
        _lead = lead;
    }

    /// <summary>Adds a section and returns it, to be filled.</summary>
    public HtmlSection Section(string heading)
    {
        var section = new HtmlSection();
        _sections.Add((heading, section));
        return section;
    }

    /// <summary>Sets the line at the end: version, seed, command, digest.</summary>
    public void Footer(string text) => _footer = text;

    /// <summary>Writes the page; the same content gives the same bytes.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder();
        Head(html);
        html.Append("<body>\n<main>\n<header>\n<h1>").Append(XmlText.Escape(_title));
        html.Append("</h1>\n<p class=\"lead\">").Append(XmlText.Escape(_lead));
        html.Append("</p>\n</header>\n");
        Contents(html);
        for (int i = 0; i < _sections.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section id=\"s{i + 1}\">\n<h2>");
            html.Append(XmlText.Escape(_sections[i].Heading)).Append("</h2>\n");
            html.Append(_sections[i].Content).Append("</section>\n");
        }

        if (_footer.Length > 0)
        {
            html.Append("<footer><p>").Append(XmlText.Escape(_footer)).Append("</p></footer>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    // The policy makes "nothing from elsewhere, no script" a promise that the browser keeps.
    private void Head(StringBuilder html)
    {
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" ");
        html.Append("content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.Append("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>");
        html.Append(XmlText.Escape(_title)).Append("</title>\n<style>\n").Append(HtmlStyle.Css);
        html.Append(SvgStyle.Css).Append("</style>\n</head>\n");
    }

    private void Contents(StringBuilder html)
    {
        if (_sections.Count < SectionsForContents)
        {
            return;
        }

        html.Append("<nav aria-label=\"Contents\"><ol>\n");
        for (int i = 0; i < _sections.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#s{i + 1}\">");
            html.Append(XmlText.Escape(_sections[i].Heading)).Append("</a></li>\n");
        }

        html.Append("</ol></nav>\n");
    }
}
