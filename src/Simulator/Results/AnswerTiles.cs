using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>The figures to take away.</summary>
internal static class AnswerTiles
{
    internal static IEnumerable<KeyFigure> Of(ResultFacts facts) =>
        [.. OfCompactions(facts), .. OfRuns(facts)];

    private static IEnumerable<KeyFigure> OfCompactions(ResultFacts facts)
    {
        string name = facts.ResourceName ?? CapacityRatios.Machines;
        foreach (Compaction compaction in facts.Result.Compactions)
        {
            CapacityRatio ratio = new CapacityRatios(compaction.Static, compaction.Shared).Of(name);
            string what = facts.ResourceName is null ? "machines" : Say.Resource(name);
            string sizes = facts.ResourceName is not null
                && compaction.Static.Capacity.TryGetValue(name, out double slices)
                && compaction.Shared.Capacity.TryGetValue(name, out double shared)
                    ? $"{Say.Amount(slices)} against {Say.Amount(shared)}"
                    : $"{Say.Amount(compaction.Static.Machines)} against "
                        + Say.Amount(compaction.Shared.Machines);
            yield return new KeyFigure(
                Numbers.Ratio(ratio.Ratio),
                $"{what} of slices over shared, mean wait within "
                    + Numbers.Duration(compaction.TargetSeconds),
                $"{sizes}; {Numbers.Significant(ratio.Low)} to {Numbers.Significant(ratio.High)} "
                    + "over the orders of machines");
        }
    }

    private static IEnumerable<KeyFigure> OfRuns(ResultFacts facts)
    {
        string[] shown = facts.Static is not null && facts.Shared is not null
            ? [facts.Static, facts.Shared]
            : [.. facts.Policies.Take(2)];
        foreach (string policy in shown)
        {
            if (facts.Figure(policy, "wait.all.mean") is { } wait)
            {
                yield return new KeyFigure(
                    Numbers.Duration(wait.Mean), $"mean wait, {policy}", Detail(wait));
            }
        }

        foreach (string policy in facts.ResourceName is null ? [] : shown)
        {
            if (facts.Figure(policy, $"allocated.{facts.ResourceName}.mean") is { } use)
            {
                yield return new KeyFigure(
                    Numbers.Percent(use.Mean),
                    $"of {Say.Resource(facts.ResourceName!)} allocated, {policy}",
                    Detail(use));
            }
        }
    }

    private static string Detail(Interval interval) => interval.Low.Equals(interval.High)
        ? (interval.Method is "one seed" ? "one seed, no interval" : "the same in every seed")
        : $"{Say.Value(interval.Low, interval.Unit)} to {Say.Value(interval.High, interval.Unit)}, "
            + interval.Method;
}
