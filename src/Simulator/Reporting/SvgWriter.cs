using System.Globalization;
using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Writes the few elements of SVG that plots need, always in the same bytes.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _markup = new();

    /// <summary>A coordinate with at most two decimals, and no minus on zero.</summary>
    public static string Px(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Writes markup as it is.</summary>
    public void Raw(string markup) => _markup.Append(markup);

    /// <summary>Writes escaped text at a base line; the anchor is start, middle or end.</summary>
    public void Text(double x, double y, string css, string anchor, string text)
    {
        string at = anchor is "start" ? "" : " text-anchor=\"" + anchor + "\"";
        Raw($"<text x=\"{Px(x)}\" y=\"{Px(y)}\" class=\"{css}\"{at}>"
            + XmlText.Escape(text) + "</text>\n");
    }

    /// <summary>Writes text turned about its anchor, ending there.</summary>
    public void TurnedText(double x, double y, string css, int degrees, string text) =>
        Raw($"<text transform=\"translate({Px(x)} {Px(y)}) rotate({Px(degrees)})\" class=\"{css}\" "
            + $"text-anchor=\"end\">{XmlText.Escape(text)}</text>\n");

    /// <summary>Writes a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string css) =>
        Raw($"<path class=\"{css}\" d=\"M{Px(x1)} {Px(y1)}L{Px(x2)} {Px(y2)}\"/>\n");

    /// <summary>
    /// Writes a path with further attributes, which start with a space or are empty.
    /// </summary>
    public void Path(string data, string css, string attributes = "")
    {
        if (data.Length > 0)
        {
            Raw($"<path class=\"{css}\"{attributes} d=\"{data}\"/>\n");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _markup.ToString();
}
