using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The status updates of one agent until they are acknowledged (semantics 2.6): of each task one is
/// in flight, the others wait in their order; what is in flight is sent again after
/// <see cref="FirstRetry"/>, then after twice as long each time up to <see cref="LongestRetry"/>,
/// for ever. Each sending tells the latest state of the task as well.
/// </summary>
/// <remarks>
/// Invariants: (1) a task has a stream exactly while it has an update that waits, or had one and
/// has not ended; (2) nothing waits behind a terminal update; (3) while it is not paused, each
/// stream with something in flight has exactly one sending in the queue that counts.
/// </remarks>
public sealed partial class UpdateStreams
{
    private readonly Dictionary<(string Framework, string Task), UpdateStream> _streams = [];
    private readonly PriorityQueue<(UpdateStream Stream, long Sending), (long Due, long Sending)>
        _due = new();

    private readonly TimeSpan _firstRetry;
    private readonly TimeSpan _longestRetry;
    private UpdateStream? _first;
    private UpdateStream? _last;
    private long _sendings;

    /// <summary>Streams with the times of Mesos.</summary>
    public UpdateStreams()
        : this(FirstRetry, LongestRetry)
    {
    }

    /// <summary>Streams with times of their own.</summary>
    /// <param name="firstRetry">Between the first two sendings; above 0.</param>
    /// <param name="longestRetry">The longest; not below the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of its range.</exception>
    public UpdateStreams(TimeSpan firstRetry, TimeSpan longestRetry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetry, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestRetry, firstRetry);
        _firstRetry = firstRetry;
        _longestRetry = longestRetry;
    }

    /// <summary>The time between the first two sendings: 10 s.</summary>
    public static TimeSpan FirstRetry { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time between two sendings: 10 min.</summary>
    public static TimeSpan LongestRetry { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether nothing is sent, for want of a master. True at first; no bound on how long.
    /// </summary>
    public bool IsPaused { get; private set; } = true;

    /// <summary>Number of tasks that have a stream.</summary>
    public int Count => _streams.Count;

    /// <summary>Number of tasks with something in flight.</summary>
    internal int CountInFlight { get; private set; }

    /// <summary>
    /// When <see cref="TakeDue"/> has something; <see cref="Timestamp.Never"/> while paused.
    /// </summary>
    public Timestamp NextDeadline =>
        _due.TryPeek(out _, out (long Due, long Sending) at)
            ? new Timestamp(at.Due)
            : Timestamp.Never;

    /// <summary>Takes a new update in, behind those of its task that wait.</summary>
    /// <returns>
    /// False, and nothing changed, if it was taken in before or its task has ended already.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// It has no id, so that nobody can acknowledge it.
    /// </exception>
    public bool Add(ReportUpdate update, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!update.Update.IsSome)
        {
            throw new ArgumentException("found an update without an id", nameof(update));
        }
        UpdateStream stream = StreamOf(update.Framework, update.Task);
        if (stream.IsClosed || stream.Knows(update.Update))
        {
            return false;
        }
        stream.Waiting.Add(update);
        if (stream.Waiting.Count == 1)
        {
            CountInFlight++;
            Restart(stream, now);
        }
        return true;
    }

    /// <summary>
    /// Takes in what a health check says now, in the place of what it said before where that still
    /// waits to be sent and says nothing else: however often it changes, little waits.
    /// </summary>
    internal bool AddHealth(ReportUpdate update, Timestamp now)
    {
        if (_streams.TryGetValue((update.Framework, update.Task), out UpdateStream? stream)
            && stream.EndsWithHealth && stream.Latest == update.State)
        {
            stream.Waiting.RemoveAt(stream.Waiting.Count - 1);
        }
        return Add(update, now);
    }

    /// <summary>The framework of a task has taken note of an update.</summary>
    public StreamProgress Acknowledge(
        string framework, string task, UpdateId update, Timestamp now)
    {
        if (!_streams.TryGetValue((framework, task), out UpdateStream? stream)
            || stream.Waiting.Count == 0 || stream.Waiting[0].Update != update)
        {
            return StreamProgress.None;
        }
        bool isEnd = stream.Waiting[0].State.IsTerminal();
        stream.Pop();
        CountInFlight -= stream.Waiting.Count == 0 ? 1 : 0;
        if (isEnd)
        {
            Remove(stream);
            return StreamProgress.Ended;
        }
        Restart(stream, now);
        return StreamProgress.Advanced;
    }

    /// <summary>There is no master: nothing is sent until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        IsPaused = true;
        _due.Clear();
    }

    /// <summary>
    /// There is a master, perhaps another: all that is in flight is sent at once, oldest stream
    /// first. O(streams).
    /// </summary>
    public void Resume(Timestamp now)
    {
        IsPaused = false;
        _due.Clear();
        for (UpdateStream? stream = _first; stream is not null; stream = stream.Next)
        {
            Restart(stream, now);
        }
    }

    /// <summary>Adds what is to be sent by now, in order, each once.</summary>
    public void TakeDue(Timestamp now, List<ReportUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        TakeSome(now, int.MaxValue, updates);
    }

    /// <summary>
    /// As <see cref="TakeDue"/>, but no more than so many: the others are due still.
    /// </summary>
    internal void TakeSome(Timestamp now, int most, List<ReportUpdate> updates)
    {
        while (most-- > 0 && _due.TryPeek(out var sending, out (long Due, long Sending) at)
            && at.Due <= now.Ticks)
        {
            UpdateStream stream = sending.Stream;
            updates.Add(stream.InFlight());
            TimeSpan after = stream.RetryAfter;
            stream.RetryAfter = after * 2 < _longestRetry ? after * 2 : _longestRetry;
            Schedule(stream, now + after);
        }
    }

    /// <summary>What is in flight of a task.</summary>
    /// <returns>False if nothing is.</returns>
    public bool TryFind(string framework, string task, out ReportUpdate? inFlight)
    {
        bool isFound = _streams.TryGetValue((framework, task), out UpdateStream? stream)
            && stream.Waiting.Count > 0;
        inFlight = isFound ? stream!.InFlight() : null;
        return isFound;
    }

    /// <summary>Number of updates of a task that nobody has acknowledged.</summary>
    public int CountWaiting(string framework, string task) =>
        _streams.TryGetValue((framework, task), out UpdateStream? stream)
            ? stream.Waiting.Count
            : 0;

    /// <summary>
    /// Forgets a task, if it is there: it was of no interest to anybody any more.
    /// </summary>
    public void Forget(string framework, string task)
    {
        if (_streams.TryGetValue((framework, task), out UpdateStream? stream))
        {
            Remove(stream);
        }
    }

    private UpdateStream StreamOf(string framework, string task)
    {
        if (!_streams.TryGetValue((framework, task), out UpdateStream? stream))
        {
            stream = new UpdateStream(framework, task) { Previous = _last };
            _streams.Add((framework, task), stream);
            _first ??= stream;
            if (_last is not null)
            {
                _last.Next = stream;
            }
            _last = stream;
        }
        return stream;
    }

    private void Remove(UpdateStream stream)
    {
        Cancel(stream);
        CountInFlight -= stream.Waiting.Count > 0 ? 1 : 0;
        _streams.Remove((stream.Framework, stream.Task));
        if (stream.Previous is null)
        {
            _first = stream.Next;
        }
        else
        {
            stream.Previous.Next = stream.Next;
        }
        if (stream.Next is null)
        {
            _last = stream.Previous;
        }
        else
        {
            stream.Next.Previous = stream.Previous;
        }
    }

    /// <summary>What is in flight, if anything is, goes out at once and from then on.</summary>
    private void Restart(UpdateStream stream, Timestamp now)
    {
        stream.RetryAfter = _firstRetry;
        if (stream.Waiting.Count > 0)
        {
            Schedule(stream, now);
        }
        else
        {
            Cancel(stream);
        }
    }

    private void Schedule(UpdateStream stream, Timestamp due)
    {
        stream.Sending = ++_sendings;
        if (!IsPaused)
        {
            _due.Enqueue((stream, _sendings), (due.Ticks, _sendings));
        }
        DropVoid();
    }

    private void Cancel(UpdateStream stream)
    {
        stream.Sending = ++_sendings;
        DropVoid();
    }

    /// <summary>Keeps a sending that counts, if any, at the head: maintains (3).</summary>
    private void DropVoid()
    {
        while (_due.TryPeek(out var head, out _) && head.Sending != head.Stream.Sending)
        {
            _due.Dequeue();
        }
    }
}
