using System.Globalization;
using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>
/// Estimates how wide text will be. The font is the reader's, so the estimate leans to the wide
/// side: a little air is better than words that touch.
/// </summary>
internal static class TextMetrics
{
    private const double Safety = 1.07;

    /// <summary>The width of text at a font size, both in pixels.</summary>
    public static double Width(string text, double size) =>
        Safety * size * text.EnumerateRunes().Sum(WidthOf);

    /// <summary>
    /// Breaks text at spaces into lines no wider than a width, where words allow it.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>Cuts text to a width and marks the cut with an ellipsis.</summary>
    public static string Shorten(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        var elements = new StringInfo(text);
        int kept = elements.LengthInTextElements;
        string cut = text;
        while (kept > 1 && Width(cut, size) > width)
        {
            kept--;
            cut = elements.SubstringByTextElements(0, kept).TrimEnd() + "…";
        }

        return cut;
    }

    // Proportions of common sans-serif fonts, in em.
    private static double WidthOf(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' => 0.3,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' => 0.38,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.88,
        >= 'A' and <= 'Z' => 0.68,
        >= 0x2E80 => 1.05,
        _ => 0.56,
    };
}
