using System.Globalization;

namespace Offers.Simulation.Traces;

/// <summary>Collects report rows and writes numbers in one way: 12 345.67.</summary>
internal sealed class TraceInfoRows
{
    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = " " };

    private readonly List<TraceInfoRow> _rows = [];
    private string _section = "";

    internal IReadOnlyList<TraceInfoRow> Rows => _rows;

    internal void Section(string title) => _section = title;

    internal void Text(string label, string value) =>
        _rows.Add(new TraceInfoRow(_section, label, value, "") { IsText = true });

    internal void Count(string label, long value, string unit) =>
        _rows.Add(new TraceInfoRow(_section, label, value.ToString("N0", Spaced), unit));

    internal void Number(string label, double value, string unit, int digits = 2) => _rows.Add(
        new TraceInfoRow(
            _section,
            label,
            value.ToString(string.Create(CultureInfo.InvariantCulture, $"N{digits}"), Spaced),
            unit));

    /// <summary>A part of 1, written in percent with one digit.</summary>
    internal void Percent(string label, double part, string unit) =>
        Number(label, 100 * part, unit.Length == 0 ? "%" : "% " + unit, 1);
}
