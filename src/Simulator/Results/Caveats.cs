using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>What a reader has to know before using the figures; said only where it is so.</summary>
internal static class Caveats
{
    internal static IEnumerable<string> Of(ResultFacts facts)
    {
        Workload workload = facts.Workload;
        foreach ((string reason, int jobs) in workload.LeftOut.Where(left => left.Jobs > 0))
        {
            yield return $"Left out of the source, for every policy: {Say.Count(jobs, "job")} "
                + $"({reason}).";
        }

        if (workload.Impossible.Count > 0)
        {
            yield return "With a task that fits no machine of the inventory: "
                + $"{Say.Count(workload.Impossible.Count, "job")}. Runs count them as impossible; "
                + "compaction leaves them out on both sides.";
        }

        if (facts.CensoredJobs > 0)
        {
            yield return $"Still running when the trace ended: "
                + $"{Say.Count(facts.CensoredJobs, "job")}. Their durations are cut, and with "
                + "them the capacity that they take.";
        }

        foreach (string policy in facts.Policies)
        {
            foreach (string text in OfPolicy(facts, policy))
            {
                yield return text;
            }
        }

        int missed = facts.Result.Runs.Count(run => run.Result.MissedLimit);
        if (missed > 0)
        {
            yield return $"{Say.Count(missed, "run")} stopped early, at the limit of the mean "
                + "wait, and count in no figure.";
        }
    }

    private static IEnumerable<string> OfPolicy(ResultFacts facts, string policy)
    {
        if (Jobs(facts, policy, "impossible") is { } impossible)
        {
            yield return $"Under {policy}, {impossible} could never run, since they do not fit "
                + "their cell even when it is empty. They count in no wait of that policy, so its "
                + "waits are those of fewer jobs.";
        }

        if (Jobs(facts, policy, "withdrawn") is { } withdrawn)
        {
            yield return $"Under {policy}, {withdrawn} were withdrawn before they started. They "
                + "count as having waited until then, so their waits are cut short.";
        }

        if (Jobs(facts, policy, "failed") is { } failed)
        {
            yield return $"Under {policy}, {failed} failed for good after their retries. Their "
                + "waits count; their completion and slowdown do not.";
        }
    }

    private static string? Jobs(ResultFacts facts, string policy, string what)
    {
        Interval? jobs = facts.Figure(policy, $"jobs.{what}");
        Interval? arrived = facts.Figure(policy, "jobs.arrived");
        return jobs is { Mean: > 0 } known
            ? $"{Say.Amount(known.Mean)} of {Say.Count(arrived?.Mean ?? double.NaN, "job")} "
                + $"({Numbers.Percent(known.Mean / (arrived?.Mean ?? double.NaN), 2)})"
            : null;
    }
}
