using System.Globalization;
using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>
/// Patterns over areas and bars, which tell them apart where there is no colour. Patterns are
/// found by id and ids are shared by a whole page, so each figure takes them from its content.
/// </summary>
internal sealed class Hatches
{
    private static readonly string[] Patterns =
    [
        "",
        Lines(7, 45),
        Lines(7, -45),
        Dots(7),
        Lines(6, 90),
        Lines(6, 0),
        Lines(4, 45),
        Dots(5),
    ];

    private readonly string _prefix;
    private readonly SortedSet<int> _used = [];

    /// <summary>Takes the prefix of the ids from what the figure shows.</summary>
    public Hatches(Figure figure)
    {
        _prefix = "op" + DigestOf(figure).ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The paint of a slot as an attribute; empty for the plain first slot.</summary>
    public string PaintOf(int slot)
    {
        if (Patterns[slot].Length == 0)
        {
            return "";
        }

        _used.Add(slot);
        return $" fill=\"url(#{_prefix}h{slot})\"";
    }

    /// <summary>The definitions of the patterns that were asked for.</summary>
    public string Definitions()
    {
        var markup = new StringBuilder();
        foreach (int slot in _used)
        {
            string id = $" id=\"{_prefix}h{slot}\"";
            markup.Append("<pattern").Append(id).Append(Patterns[slot]).Append("</pattern>\n");
        }

        return markup.Length == 0 ? "" : "<defs>\n" + markup + "</defs>\n";
    }

    private static string Lines(int size, int angle) =>
        $" patternUnits=\"userSpaceOnUse\" width=\"{size}\" height=\"{size}\" "
        + $"patternTransform=\"rotate({SvgWriter.Px(angle)})\">"
        + $"<path class=\"op-hatch\" d=\"M0 0V{size}\"/>";

    private static string Dots(int size) =>
        $" patternUnits=\"userSpaceOnUse\" width=\"{size}\" height=\"{size}\">"
        + $"<circle class=\"op-dot\" cx=\"{size / 2}\" cy=\"{size / 2}\" r=\"1.1\"/>";

    // FNV-1a: short, the same on every machine, and good enough to keep ten figures apart.
    private static uint DigestOf(Figure figure)
    {
        uint digest = 2166136261;
        Add(figure.Title + "\n" + figure.Subtitle);
        foreach (Series series in figure.Plots.SelectMany(plot => plot.Series))
        {
            Add(series.Name);
            foreach (double value in series.Y)
            {
                Add(value.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        return digest;

        void Add(string text)
        {
            foreach (char c in text)
            {
                digest = unchecked((digest ^ c) * 16777619);
            }
        }
    }
}
