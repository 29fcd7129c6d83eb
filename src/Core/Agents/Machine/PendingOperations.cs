using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The operations of an agent whose outcomes are not acknowledged: each is told when it comes, and
/// again ever more slowly, as status updates are.
/// </summary>
/// <remarks>
/// Invariant: each operation has exactly one telling in the queue that counts, at the head if it is
/// the next one.
/// </remarks>
internal sealed class PendingOperations(TimeSpan firstRetry, TimeSpan longestRetry)
{
    private sealed class Pending(AgentOperationRow row)
    {
        internal AgentOperationRow Row { get; } = row;

        internal TimeSpan RetryAfter { get; set; }

        /// <summary>The number of the telling that counts; 0 once it is acknowledged.</summary>
        internal long Telling { get; set; }
    }

    private readonly List<Pending> _all = [];
    private readonly PriorityQueue<(Pending Operation, long Telling), (long Due, long Telling)>
        _due = new();

    private long _tellings;

    internal int Count => _all.Count;

    /// <summary>When one is to be told; never if none waits.</summary>
    internal Timestamp NextDeadline =>
        _due.TryPeek(out _, out (long Due, long Telling) at)
            ? new Timestamp(at.Due)
            : Timestamp.Never;

    /// <summary>All, in the order in which they came.</summary>
    internal List<AgentOperationRow> Rows() => _all.ConvertAll(one => one.Row);

    internal AgentOperationRow? Find(string framework, string id) => _all.Find(
        one => string.Equals(one.Row.Framework, framework, StringComparison.Ordinal)
            && string.Equals(one.Row.Operation, id, StringComparison.Ordinal))?.Row;

    /// <summary>One more, behind the others; due now.</summary>
    internal void Add(AgentOperationRow row, Timestamp now)
    {
        Pending operation = new(row);
        _all.Add(operation);
        Restart(operation, now);
    }

    internal void Remove(AgentOperationRow row)
    {
        int at = _all.FindIndex(one => ReferenceEquals(one.Row, row));
        if (at >= 0)
        {
            _all[at].Telling = 0;
            _all.RemoveAt(at);
            DropVoid();
        }
    }

    /// <summary>There is a master, perhaps another: all are due now. O(operations).</summary>
    internal void Restart(Timestamp now)
    {
        _due.Clear();
        foreach (Pending operation in _all)
        {
            Restart(operation, now);
        }
    }

    /// <summary>Adds what is to be told by now, in order, each once, but no more than so many.
    /// </summary>
    internal void TakeDue(Timestamp now, int most, List<AgentOperationRow> rows)
    {
        while (most-- > 0 && NextDeadline <= now)
        {
            Pending operation = _due.Peek().Operation;
            rows.Add(operation.Row);
            TimeSpan after = operation.RetryAfter;
            operation.RetryAfter = after * 2 < longestRetry ? after * 2 : longestRetry;
            Schedule(operation, now + after);
        }
    }

    private void Restart(Pending operation, Timestamp now)
    {
        operation.RetryAfter = firstRetry;
        Schedule(operation, now);
    }

    private void Schedule(Pending operation, Timestamp due)
    {
        operation.Telling = ++_tellings;
        _due.Enqueue((operation, _tellings), (due.Ticks, _tellings));
        DropVoid();
    }

    private void DropVoid()
    {
        while (_due.TryPeek(out var head, out _) && head.Telling != head.Operation.Telling)
        {
            _due.Dequeue();
        }
    }
}
