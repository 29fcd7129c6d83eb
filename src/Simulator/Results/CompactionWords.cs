using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;
using Offers.Simulation.Traces;

namespace Offers.Simulation.Results;

/// <summary>What may be said about a compaction; every word follows from its numbers.</summary>
/// <param name="compaction">What was found for one target.</param>
/// <param name="resource">The resource that counts; "machines" for machines.</param>
/// <param name="unit">Its unit.</param>
internal sealed class CompactionWords(Compaction compaction, string resource, string unit)
{
    private const double Near = 0.05;

    private readonly CapacityRatio _ratio =
        new CapacityRatios(compaction.Static, compaction.Shared).Of(resource);

    /// <summary>The target, for example "1 h".</summary>
    internal string Target => Numbers.Duration(compaction.TargetSeconds);

    /// <summary>Whether slices need more than one cell, by more than the orders differ.</summary>
    internal Verdict Verdict
    {
        get
        {
            if (double.IsNaN(_ratio.Ratio))
            {
                return Verdict.Unknown;
            }

            if (Math.Abs(_ratio.Ratio - 1) <= Comparison.Negligible)
            {
                return Verdict.Same;
            }

            Verdict order = _ratio.Ratio > 1 ? Verdict.Higher : Verdict.Lower;
            return _ratio.Low <= 1 && _ratio.High >= 1 ? Verdict.Unclear : order;
        }
    }

    /// <summary>The result in a sentence or two.</summary>
    internal string Answer()
    {
        string needs = $"To keep the mean wait within {Target}, slices of their own need "
            + $"{Size(compaction.Static)} together, and one shared cell needs "
            + $"{Size(compaction.Shared)}";
        return Verdict switch
        {
            Verdict.Higher => $"{needs}: partitioning takes {Say.Ratio(_ratio)} the capacity.",
            Verdict.Lower => $"{needs}: here sharing takes more, and partitioning only "
                + $"{Say.Ratio(_ratio)} of its capacity.",
            Verdict.Same => $"{needs}: the same capacity, so sharing saves none here.",
            Verdict.Unclear => $"{needs}. The ratio, {Say.Ratio(_ratio)}, lies on either side of "
                + "one, depending on the order of the machines: these data do not show that "
                + "sharing saves capacity.",
            _ => $"{needs}.",
        };
    }

    /// <summary>Why the ratio is where it is.</summary>
    internal IEnumerable<string> WhereItLands(MultiplexingGain gain, Reference? reference)
    {
        if (double.IsNaN(_ratio.Ratio))
        {
            yield break;
        }

        if (gain.Gain > 0)
        {
            yield return AgainstGain(gain);
        }

        yield return Rounding(gain);
        yield return WorstRole();
        if (reference is not null)
        {
            yield return Against(reference);
        }
    }

    private string AgainstGain(MultiplexingGain gain)
    {
        string bound = "If every job started when it is submitted, slices of the height of their "
            + $"own peaks would need {Numbers.Ratio(gain.Gain)} what one pool needs (the "
            + $"multiplexing gain of this workload; {Numbers.Ratio(gain.P99Gain)} by 99th "
            + "percentiles over time, which a single spike does not inflate). ";
        string found = Numbers.Ratio(_ratio.Ratio);
        return _ratio.Ratio <= gain.Gain
            ? bound + $"The ratio found, {found}, does not exceed it: a target that lets jobs wait "
                + "cuts the peaks of slices as well as those of the pool."
            : bound + $"The ratio found, {found}, exceeds it, which pooling alone does not "
                + "explain.";
    }

    private string Rounding(MultiplexingGain gain)
    {
        int slices = compaction.Slices.Count;
        int single = compaction.Slices.Count(slice => slice.Size.Machines <= 1);
        string text = $"Slices come in whole machines: {Amount(single)} of "
            + $"{Say.Count(slices, "slice")} {(single == 1 ? "is" : "are")} a single machine, "
            + $"and rounding up adds less than one machine to each, at most {Amount(slices)} of "
            + $"{Machines(compaction.Static)}, against at most one of "
            + $"{Machines(compaction.Shared)} in the shared cell.";
        if (gain.Gain <= 0 || _ratio.Ratio <= gain.Gain)
        {
            return text;
        }

        double excess = compaction.Static.Machines - (gain.Gain * compaction.Shared.Machines);
        return excess <= slices
            ? text + " That is enough to explain what exceeds the multiplexing gain."
            : text + $" What exceeds the multiplexing gain, {Say.Count(excess, "machine")}, is "
                + "more than that: find the reason before relying on this ratio.";
    }

    private string WorstRole()
    {
        CellSize shared = compaction.Shared;
        string worst = Numbers.Duration(shared.WorstRoleWaitSeconds);
        string text = shared.WorstRoleWaitSeconds > compaction.TargetSeconds
            ? $"The shared cell keeps the target over all jobs, not for each role: jobs of "
                + $"{shared.WorstRole} wait {worst} on average there, in a slice of their own at "
                + $"most {Target}."
            : $"Even the role that waits longest in the shared cell, {shared.WorstRole}, stays "
                + $"within the target with {worst} on average.";
        if (compaction.SharedPerRole is not { } perRole)
        {
            return text + " A shared cell that keeps it for every role was not looked for.";
        }

        CapacityRatio ratio = new CapacityRatios(compaction.Static, perRole).Of(resource);
        return $"{text} To keep it for every role, the shared cell needs {Size(perRole)}, and the "
            + $"ratio is {Say.Ratio(ratio)}.";
    }

    private string Against(Reference reference)
    {
        double apart = (_ratio.Ratio / reference.Ratio) - 1;
        string size = Numbers.Percent(Math.Abs(apart), 0);
        string order = Math.Abs(apart) <= Near
            ? $"the ratio found here is within {Numbers.Percent(Near, 0)} of it"
            : $"the ratio found here is {size} {(apart > 0 ? "higher" : "lower")}";
        return $"For reference: {Numbers.Ratio(reference.Ratio)} "
            + $"({Say.Amount(reference.Static)} against {Say.Amount(reference.Shared)} "
            + $"{Say.Units(unit, reference.Shared)}) by an {reference.Source}; {order}.";
    }

    private string Size(CellSize size)
    {
        string machines = Machines(size);
        return size.Capacity.TryGetValue(resource, out double amount)
            ? $"{Say.Amount(amount)} {Say.Units(unit, amount)} on {machines}"
            : machines;
    }

    private static string Machines(CellSize size) => Say.Count(size.Machines, "machine");

    private static string Amount(double value) => Say.Amount(value);
}
