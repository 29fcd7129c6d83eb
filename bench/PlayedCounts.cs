using System.Collections.Concurrent;

namespace Offers.Bench;

/// <summary>What all played agents count together.</summary>
internal sealed class PlayedCounts
{
    private const int Samples = 200;

    /// <summary>How long a played task runs.</summary>
    internal static readonly TimeSpan TaskLength = TimeSpan.FromMilliseconds(200);

    /// <summary>Reports that were sent.</summary>
    internal long Reports;

    /// <summary>Instructions that arrived.</summary>
    internal long Instructions;

    private readonly ConcurrentBag<TimeSpan> _launches = [];

    /// <summary>Updates as they were sent, for the baseline.</summary>
    internal ConcurrentBag<ReportUpdate> Updates { get; } = [];

    /// <summary>
    /// From the arrival of each launch to that of the acknowledgement of RUNNING, in order.
    /// </summary>
    internal List<TimeSpan> Launches => [.. _launches.Order()];

    /// <summary>Both together.</summary>
    internal long Messages => Interlocked.Read(ref Reports) + Interlocked.Read(ref Instructions);

    /// <summary>Forgets how long launches took.</summary>
    internal void Clear() => _launches.Clear();

    /// <summary>A task came from its launch to the acknowledgement of RUNNING.</summary>
    internal void Add(TimeSpan launch) => _launches.Add(launch);

    /// <summary>Keeps some of the reports.</summary>
    internal void Sample(AgentReport report)
    {
        if (report is ReportUpdate update && Updates.Count < Samples)
        {
            Updates.Add(update);
        }
    }
}
