using System.Collections;
using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>
/// The static slices against one cell, by resource and in machines. The ends of each range pair the
/// smallest on one side with the largest on the other, so the true spread is no wider.
/// </summary>
internal sealed class CapacityRatios : IReadOnlyList<CapacityRatio>
{
    /// <summary>The name of the ratio of the numbers of machines.</summary>
    internal const string Machines = "machines";

    private readonly List<CapacityRatio> _ratios = [];

    internal CapacityRatios(CellSize slices, CellSize cell)
    {
        foreach (string name in slices.Capacity.Keys.Order(StringComparer.Ordinal))
        {
            double amount = cell.Capacity.GetValueOrDefault(name);
            double low = cell.CapacityLow.GetValueOrDefault(name, amount);
            double high = cell.CapacityHigh.GetValueOrDefault(name, amount);
            double own = slices.Capacity[name];
            _ratios.Add(new CapacityRatio(
                name,
                Over(own, amount),
                Over(slices.CapacityLow.GetValueOrDefault(name, own), high),
                Over(slices.CapacityHigh.GetValueOrDefault(name, own), low)));
        }

        _ratios.Add(new CapacityRatio(
            Machines,
            Over(slices.Machines, cell.Machines),
            Over(slices.MachinesLow, cell.MachinesHigh),
            Over(slices.MachinesHigh, cell.MachinesLow)));
    }

    /// <inheritdoc/>
    public int Count => _ratios.Count;

    /// <inheritdoc/>
    public CapacityRatio this[int index] => _ratios[index];

    /// <summary>The ratio of a resource, or of machines when there is no such resource.</summary>
    internal CapacityRatio Of(string name)
    {
        foreach (CapacityRatio ratio in _ratios)
        {
            if (string.Equals(ratio.Name, name, StringComparison.Ordinal))
            {
                return ratio;
            }
        }

        return _ratios[^1];
    }

    /// <inheritdoc/>
    public IEnumerator<CapacityRatio> GetEnumerator() => _ratios.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double Over(double slices, double cell) => cell > 0 ? slices / cell : double.NaN;
}
