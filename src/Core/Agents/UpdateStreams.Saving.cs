using System;
using System.Collections.Generic;

namespace Offers;

/// <content>What waits as values, to outlast a restart.</content>
public sealed partial class UpdateStreams
{
    /// <summary>All that waits, oldest stream first, to outlast a restart. O(updates).</summary>
    public ValueList<UpdateStreamState> Save()
    {
        List<UpdateStreamState> states = [];
        for (UpdateStream? stream = _first; stream is not null; stream = stream.Next)
        {
            if (stream.Waiting.Count > 0)
            {
                states.Add(new UpdateStreamState(
                    [.. stream.Waiting], [.. stream.Acknowledged]));
            }
        }
        return [.. states];
    }

    /// <summary>What <see cref="Save"/> said, in a new life; paused.</summary>
    /// <exception cref="ArgumentException">
    /// A state has no updates, those of several tasks, or one task stands twice.
    /// </exception>
    public static UpdateStreams Restore(ValueList<UpdateStreamState> states) =>
        Restore(states, FirstRetry, LongestRetry);

    /// <summary>As the other <c>Restore</c>, with times of its own.</summary>
    /// <exception cref="ArgumentException">As the other one, or a time is out of range.</exception>
    public static UpdateStreams Restore(
        ValueList<UpdateStreamState> states, TimeSpan firstRetry, TimeSpan longestRetry)
    {
        ArgumentNullException.ThrowIfNull(states);
        UpdateStreams streams = new(firstRetry, longestRetry);
        foreach (UpdateStreamState state in states)
        {
            streams.RestoreOne(state);
        }
        return streams;
    }

    /// <summary>What waits of one task; null if nothing does.</summary>
    internal UpdateStreamState? StateOf(string framework, string task) =>
        _streams.TryGetValue((framework, task), out UpdateStream? stream)
        && stream.Waiting.Count > 0
            ? new UpdateStreamState([.. stream.Waiting], [.. stream.Acknowledged])
            : null;

    /// <summary>Whether an update was taken in before, acknowledged or not.</summary>
    internal bool Knows(string framework, string task, UpdateId update) =>
        _streams.TryGetValue((framework, task), out UpdateStream? stream)
        && stream.Knows(update);

    private void RestoreOne(UpdateStreamState state)
    {
        int count = _streams.Count;
        foreach (ReportUpdate update in state.Waiting)
        {
            if (!Add(update, default))
            {
                throw new ArgumentException(
                    $"found update {update.Update} out of place", nameof(state));
            }
        }
        if (_streams.Count != count + 1)
        {
            throw new ArgumentException(
                "found a stream of no task, of several, or of one twice", nameof(state));
        }
        _last!.Acknowledged.AddRange(state.Acknowledged);
    }
}
