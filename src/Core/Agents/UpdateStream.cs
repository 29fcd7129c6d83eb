using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>The updates of one task in <see cref="UpdateStreams"/>.</summary>
internal sealed class UpdateStream
{
    /// <summary>How many acknowledged ids are remembered against late repetitions.</summary>
    internal const int MostRemembered = 16;

    internal UpdateStream(string framework, string task)
    {
        Framework = framework;
        Task = task;
    }

    internal string Framework { get; }

    internal string Task { get; }

    /// <summary>In order; the first is in flight.</summary>
    internal List<ReportUpdate> Waiting { get; } = [];

    /// <summary>The last ids that were acknowledged, oldest first.</summary>
    internal List<UpdateId> Acknowledged { get; } = [];

    /// <summary>How long after the next sending the one after it follows.</summary>
    internal TimeSpan RetryAfter { get; set; }

    /// <summary>The number of the sending that counts; others in the queue are void.</summary>
    internal long Sending { get; set; }

    internal UpdateStream? Next { get; set; }

    internal UpdateStream? Previous { get; set; }

    internal TaskState Latest => Waiting[^1].State;

    /// <summary>Whether nothing can follow what waits.</summary>
    internal bool IsClosed => Waiting.Count > 0 && Latest.IsTerminal();

    /// <summary>
    /// Whether the last one has not been sent, as another is in flight, and tells the result of a
    /// health check in a state that the one before it tells already.
    /// </summary>
    internal bool EndsWithHealth => Waiting.Count > 1
        && Waiting[^1].Reason == TaskReason.TaskHealthCheckStatusUpdated
        && Waiting[^1].State == Waiting[^2].State;

    internal bool Knows(UpdateId id)
    {
        foreach (ReportUpdate update in Waiting)
        {
            if (update.Update == id)
            {
                return true;
            }
        }
        return Acknowledged.Contains(id);
    }

    /// <summary>Takes the one in flight out.</summary>
    internal void Pop()
    {
        if (Acknowledged.Count == MostRemembered)
        {
            Acknowledged.RemoveAt(0);
        }
        Acknowledged.Add(Waiting[0].Update);
        Waiting.RemoveAt(0);
    }

    /// <summary>What is sent: the oldest, with what is known by now.</summary>
    internal ReportUpdate InFlight() =>
        Latest == Waiting[0].State ? Waiting[0] : Waiting[0] with { LatestState = Latest };
}
