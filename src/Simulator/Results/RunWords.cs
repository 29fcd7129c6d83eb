using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>What may be said about runs; every word follows from their numbers.</summary>
internal sealed class RunWords(ResultFacts facts)
{
    private const string Wait = "wait.all.mean";

    // Shares of capacity that differ by less than this are called hardly different.
    private const double HardlyApart = 0.02;

    private readonly Comparison _wait = facts.Compare(Wait);

    /// <summary>The answer in a few sentences.</summary>
    internal string Answer()
    {
        if (_wait.Verdict == Verdict.Unknown)
        {
            return string.Join(" ", facts.Policies.Select(Alone));
        }

        string sentences = $"{Machines()} {Waits()}";
        return _wait.IsUnsure && _wait.Verdict is Verdict.Lower or Verdict.Higher
            ? sentences + " These come from one seed without an interval, so nothing here says "
                + "how sure the difference is."
            : sentences;
    }

    /// <summary>Why waits and utilization are what they are, as far as the numbers tell.</summary>
    internal IEnumerable<string> Why()
    {
        if (_wait.Verdict == Verdict.Unknown || facts.ResourceName is not { } resource)
        {
            yield break;
        }

        yield return Utilization(resource);
        Comparison offered = facts.Compare($"offered.{resource}.mean");
        if (offered.First is { } first && offered.Second is { } second
            && Math.Max(first.Mean, second.Mean) >= 0.01)
        {
            yield return $"Locked in open offers, and so of no use to anybody: "
                + $"{Numbers.Percent(first.Mean)} of the {Say.Resource(resource)} under "
                + $"{facts.Static} and {Numbers.Percent(second.Mean)} under {facts.Shared}.";
        }

        Comparison stranded = facts.Compare($"stranded.{resource}.mean");
        if (stranded.First is { } own && stranded.Second is { } pooled)
        {
            yield return "Free while jobs waited, and of no use to those at the head of a queue: "
                + $"{Numbers.Percent(own.Mean)} of the {Say.Resource(resource)} under "
                + $"{facts.Static} and {Numbers.Percent(pooled.Mean)} under {facts.Shared}"
                + StrandedOrder(own.Mean, pooled.Mean);
        }
    }

    private static string StrandedOrder(double slices, double shared)
    {
        if (Math.Abs(slices - shared) < HardlyApart)
        {
            return ", hardly different.";
        }

        return slices > shared
            ? ". Capacity that lies idle in one slice while another's jobs wait is what sharing "
                + "gives back."
            : ". Here the shared cell strands more: what is free there is in pieces that do not "
                + "fit the jobs at the head.";
    }

    private string Alone(string policy)
    {
        Interval? wait = facts.Figure(policy, Wait);
        Interval? machines = facts.Figure(policy, "machines");
        return $"Under {policy}, a job waited {Say.Interval(wait)} on average until all its tasks "
            + $"ran, on {Say.Interval(machines)}.";
    }

    private string Machines()
    {
        Comparison machines = facts.Compare("machines");
        double count = facts.Workload.IsFixed
            ? facts.Workload.Jobs.Count
            : facts.Compare("jobs.arrived").First?.Mean ?? facts.Workload.Jobs.Count;
        string jobs = Say.Count(Math.Round(count), "job")
            + (facts.Workload.IsFixed ? "" : " of each seed");
        if (machines.First is not { } first || machines.Second is not { } second)
        {
            return $"The same {jobs} ran under every policy.";
        }

        return first.Mean.Equals(second.Mean)
            ? $"The same {jobs} ran on the same number of machines, {Say.Amount(first.Mean)}, "
                + "partitioned and shared."
            : $"The same {jobs} ran on {Say.Count(first.Mean, "machine")} under {facts.Static} "
                + $"and on {Say.Count(second.Mean, "machine")} under {facts.Shared}, so the "
                + "figures below are not at equal capacity.";
    }

    private string Waits()
    {
        Interval first = _wait.First!.Value;
        Interval second = _wait.Second!.Value;
        string both = $"Until all its tasks ran, a job waited {Say.Interval(first)} on average "
            + $"under {facts.Static} and {Say.Interval(second)} under {facts.Shared}";
        return _wait.Verdict switch
        {
            Verdict.Higher when second.Mean > 0 =>
                $"{both}: {Factor()} in slices of their own.",
            Verdict.Higher => $"{both}: sharing took all of the waiting away.",
            Verdict.Lower when first.Mean > 0 =>
                $"{both}: static partitions served these jobs better, and sharing made the wait "
                + $"{Factor()}.",
            Verdict.Lower => $"{both}: static partitions served these jobs better.",
            Verdict.Same => $"{both}: no difference worth the name.",
            _ => $"{both}. The intervals overlap, so these data do not tell the two apart.",
        };
    }

    private string Utilization(string resource)
    {
        Comparison use = facts.Compare($"allocated.{resource}.mean");
        double first = use.First?.Mean ?? double.NaN;
        double second = use.Second?.Mean ?? double.NaN;
        Comparison capacity = facts.Compare($"capacity.{resource}");
        string shares = $"On average {Numbers.Percent(first)} of the {Say.Resource(resource)} were "
            + $"allocated under {facts.Static} and {Numbers.Percent(second)} under {facts.Shared}";
        if (capacity.Verdict != Verdict.Same)
        {
            return $"{shares}, but of different capacities "
                + $"({Say.Interval(capacity.First)} and {Say.Interval(capacity.Second)}), so the "
                + "two shares say little about each other.";
        }

        if (Math.Abs(first - second) >= HardlyApart)
        {
            return $"{shares}: {Numbers.Significant(Math.Abs(first - second) * 100)} points "
                + $"{(first < second ? "more" : "less")} when shared. Only the time from the "
                + "first to the last arrival counts; work that was done later, in the drain, does "
                + "not.";
        }

        string same = $"{shares}: hardly a difference, since jobs arrive when they arrive and the "
            + "same work is done in the same time either way. ";
        return _wait.Verdict is Verdict.Higher or Verdict.Lower
            ? same + $"Average utilization hides what differs, which is when jobs start: {Order()}."
            : same + "And the waits do not differ clearly either.";
    }

    private string Order()
    {
        bool isShared = _wait.Verdict == Verdict.Lower;
        string longer = isShared ? "in the shared cell" : "in slices";
        return double.IsInfinity(_wait.Factor)
            ? $"they wait {longer} and not at all {(isShared ? "in slices" : "when shared")}"
            : $"they wait {Factor()} {longer}";
    }

    private string Factor() => $"{Numbers.Significant(_wait.Factor)} times as long";
}
