using System.Globalization;

namespace Offers.Masters.Frameworks;

/// <summary>What became of a job.</summary>
/// <param name="Name">Which.</param>
/// <param name="Finished">Tasks that ended well.</param>
/// <param name="GivenUp">
/// Tasks that failed too often, or were not done when it was torn down.
/// </param>
/// <param name="Restarted">Launches beyond the first of each task.</param>
/// <param name="Failed">Ends that were not good, one for each launch.</param>
/// <param name="Killed">Ends that somebody wanted.</param>
internal sealed record JobSummary(
    string Name, long Finished, long GivenUp, long Restarted, long Failed, long Killed)
{
    /// <summary>What the columns are called.</summary>
    internal static IReadOnlyList<string> Columns { get; } =
        ["job", "tasks finished", "given up", "launched again", "failed", "killed"];

    /// <summary>The values of the columns.</summary>
    internal IReadOnlyList<string> Cells =>
        [Name, Text(Finished), Text(GivenUp), Text(Restarted), Text(Failed), Text(Killed)];

    /// <summary>The last task of it that ended badly; null when none has.</summary>
    internal TaskFailure? LastFailure { get; init; }

    /// <summary>That failure in words; null when there is none.</summary>
    internal string? FailureLine =>
        LastFailure is { } last ? $"last failure of {Name}: {last}" : null;

    /// <summary>The jobs in their order.</summary>
    internal static List<JobSummary> Of(IReadOnlyList<HostedFramework> frameworks) =>
        [.. frameworks.Select(Of)];

    private static JobSummary Of(HostedFramework framework)
    {
        TaskCounts counts = framework.Counts;
        JobStatus? status = framework.Status;
        long first = framework.Scheduler switch
        {
            ServiceScheduler service => service.Status.Wanted,
            CronScheduler => counts.Launched,
            _ => status is { } job ? job.Waiting + job.Running + job.Finished + job.GivenUp : 0,
        };
        return new JobSummary(
            framework.Job.Name, status?.Finished ?? counts.Finished, status?.GivenUp ?? 0,
            Math.Max(0, counts.Launched - first), counts.Failed, counts.Killed)
        {
            LastFailure = counts.LastFailure,
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
