namespace Offers.Simulation.Reporting;

/// <summary>Gives every name of a series one colour slot, in all panels of a figure.</summary>
internal sealed class SlotMap
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>
    /// Assigns slots by order of first appearance, unless a series chose its own.
    /// </summary>
    public SlotMap(IEnumerable<Plot> plots)
    {
        foreach (Series series in plots.SelectMany(plot => plot.Series))
        {
            _slots.TryAdd(series.Name, series.Slot ?? (_slots.Count % Palette.Count));
        }
    }

    /// <summary>The slot of a series.</summary>
    public int this[Series series] => series.Slot ?? _slots[series.Name];
}
