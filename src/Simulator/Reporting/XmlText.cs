using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Escapes text for elements and attributes of SVG and HTML alike.</summary>
internal static class XmlText
{
    /// <summary>Escapes markup; characters that XML forbids become the replacement mark.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                default: escaped.Append(IsAllowed(rune) ? rune.ToString() : "\uFFFD"); break;
            }
        }

        return escaped.ToString();
    }

    // XML 1.0, section 2.2; runes have no lone surrogates to begin with.
    private static bool IsAllowed(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not (0xFFFE or 0xFFFF));
}
