using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>
/// Draws what slices and shared cells need, with the range over orders of machines.
/// </summary>
internal static class CompactionFigure
{
    internal static ReportFigure Of(ResultFacts facts)
    {
        IReadOnlyList<Compaction> all = facts.Result.Compactions;
        string[] targets = [.. all.Select(c => Numbers.Duration(c.TargetSeconds))];
        Axis x = Axis.Category("bound on the mean wait", targets);
        List<Plot> plots =
        [
            new("Machines", x, Axis.Linear("machines", "machine"), Bars(all, Machines))
            {
                ShowValues = true,
            },
        ];
        if (facts.ResourceName is { } name)
        {
            string what = Say.Resource(name);
            Axis y = Axis.Linear(what, facts.ResourceUnit);
            plots.Insert(0, new Plot($"Capacity in {what}", x, y, Bars(all, s => Amounts(s, name)))
            {
                ShowValues = true,
            });
        }

        var grid = new PanelGrid("What equal service takes", [plots])
        {
            ShareX = AxisSharing.None,
            ShareY = AxisSharing.None,
        };
        int orders = facts.Result.Experiment.Compact.Permutations;
        return new ReportFigure("capacity", grid, "The smallest cells that keep the mean wait to "
            + "the last task within the bound: slices of their own, each for its own jobs, and "
            + "one cell for all. Bars are medians, lines the range over "
            + $"{Numbers.Count(orders)} random orders in which machines enter.");
    }

    private static List<Series> Bars(
        IReadOnlyList<Compaction> all, Func<CellSize?, (double Y, double Low, double High)> pick)
    {
        List<Series> bars =
        [
            Bar("static slices", 1, [.. all.Select(c => pick(c.Static))]),
            Bar("shared", 0, [.. all.Select(c => pick(c.Shared))]),
        ];
        if (all.Any(c => c.SharedPerRole is not null))
        {
            bars.Add(Bar("shared, for every role", 2, [.. all.Select(c => pick(c.SharedPerRole))]));
        }

        return bars;
    }

    private static Series Bar(string name, int slot, (double Y, double Low, double High)[] sizes) =>
        Series.Bars(name, [.. sizes.Select(size => size.Y)]) with
        {
            Low = [.. sizes.Select(size => size.Low)],
            High = [.. sizes.Select(size => size.High)],
            Slot = slot,
        };

    private static (double Y, double Low, double High) Machines(CellSize? size) => size is null
        ? (double.NaN, double.NaN, double.NaN)
        : (size.Machines, size.MachinesLow, size.MachinesHigh);

    private static (double Y, double Low, double High) Amounts(CellSize? size, string name)
    {
        double amount = size?.Capacity.GetValueOrDefault(name) ?? double.NaN;
        return (
            amount,
            size?.CapacityLow.GetValueOrDefault(name, amount) ?? double.NaN,
            size?.CapacityHigh.GetValueOrDefault(name, amount) ?? double.NaN);
    }
}
