using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>What the parts of the report ask about a result.</summary>
internal sealed class ResultFacts
{
    private readonly ExperimentResult _result;

    internal ResultFacts(ExperimentResult result)
    {
        _result = result;
        Policies = [.. result.Runs.Where(run => !run.Result.MissedLimit)
            .Select(run => run.Policy).Distinct(StringComparer.Ordinal)];
        Static = Policies.FirstOrDefault(IsStatic);
        Shared = Policies.FirstOrDefault(policy =>
                policy.StartsWith("shared", StringComparison.Ordinal))
            ?? Policies.FirstOrDefault(policy => !IsStatic(policy));
        ResourceName = MostUsed();
        if (ResourceName is not null)
        {
            result.Workload.Schema.TryFind(ResourceName, out ResourceKind kind);
            Resource = kind;
        }
    }

    internal ExperimentResult Result => _result;

    internal Workload Workload => _result.Workload;

    /// <summary>Policies that have runs, in their order.</summary>
    internal IReadOnlyList<string> Policies { get; }

    /// <summary>The first policy of slices; null when there is none.</summary>
    internal string? Static { get; }

    /// <summary>
    /// The policy to hold it against: the first shared one; null when there is none.
    /// </summary>
    internal string? Shared { get; }

    /// <summary>
    /// The resource that the cell runs out of first: the one of which the largest part is allocated
    /// under the shared policy, or that the work asks most of; null when nothing has any.
    /// </summary>
    internal string? ResourceName { get; }

    internal ResourceKind Resource { get; }

    /// <summary>The unit of that resource; "1" if it has none.</summary>
    internal string ResourceUnit =>
        ResourceName is not null && Workload.Schema.UnitOf(Resource) is { Length: > 0 } unit
            ? unit
            : "1";

    /// <summary>Jobs whose durations the end of the trace cut.</summary>
    internal int CensoredJobs => Workload.Jobs.Count(job => job.IsCensored);

    /// <summary>When the last job is submitted, in seconds; 0 without jobs.</summary>
    internal double LastArrival => Workload.Jobs.Count > 0
        ? Workload.Jobs[^1].Submit / (double)TimeSpan.TicksPerSecond
        : 0;

    /// <summary>The run of the first seed of a policy that has a series, or else any.</summary>
    internal RunRecord FirstRun(string policy)
    {
        RunRecord[] runs = [.. RunsOf(policy)];
        return runs.FirstOrDefault(run => run.Result.Series is not null) ?? runs[0];
    }

    internal IEnumerable<RunRecord> RunsOf(string policy) => _result.Runs.Where(run =>
        string.Equals(run.Policy, policy, StringComparison.Ordinal) && !run.Result.MissedLimit);

    /// <summary>
    /// A figure of a policy over all seeds; where nobody aggregated it, that of the first seed as a
    /// point; null when the policy has no such figure.
    /// </summary>
    internal Interval? Figure(string policy, string name)
    {
        foreach (Aggregate aggregate in _result.Aggregates)
        {
            if (string.Equals(aggregate.Policy, policy, StringComparison.Ordinal)
                && aggregate[name] is { } interval)
            {
                return interval;
            }
        }

        MetricValue figure = FirstRun(policy).Result.Figures.FirstOrDefault(
            metric => string.Equals(metric.Name, name, StringComparison.Ordinal));
        return figure.Name is null
            ? null
            : new Interval(figure.Value, figure.Value, figure.Value, figure.Unit, "one seed");
    }

    /// <summary>A figure under the static policy against the same under the shared one.</summary>
    internal Comparison Compare(string figure) => Static is null || Shared is null
        ? default
        : new Comparison(Figure(Static, figure), Figure(Shared, figure));

    private static bool IsStatic(string policy) =>
        policy.StartsWith("static", StringComparison.Ordinal);

    private string? MostUsed()
    {
        string? most = null;
        double share = 0;
        for (int k = 0; k < Workload.Schema.Count; k++)
        {
            string name = Workload.Schema.NameOf(new ResourceKind(k));
            double own = ShareOf(name, new ResourceKind(k));
            (most, share) = own > share ? (name, own) : (most, share);
        }

        return most;
    }

    private double ShareOf(string name, ResourceKind kind)
    {
        if (Shared is not null)
        {
            return Figure(Shared, $"allocated.{name}.mean")?.Mean ?? 0;
        }

        double capacity = _result.Compactions.Count > 0
            ? _result.Compactions[0].Shared.Capacity.GetValueOrDefault(name)
            : Workload.Inventory.Sum(machine => machine.Capacity[kind] / 1000.0);
        return capacity > 0 ? DemandPeaks.Work(Workload, kind) / capacity : 0;
    }
}
