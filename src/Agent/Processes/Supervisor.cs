namespace Offers.Agents.Processes;

/// <summary>
/// Holds processes: starts them, reaps them, keeps a record of each on disk, tells every end. It
/// is the parent of what it starts, so an end has its real status.
/// </summary>
internal sealed partial class Supervisor : IDisposable
{
    /// <summary>
    /// How long after its leader was seen a group of that number is taken for the old one; in the
    /// time no machine gives away all numbers there are.
    /// </summary>
    private static readonly TimeSpan GroupTrust = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, HeldProcess> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HeldProcess> _byPid = [];
    private readonly ProcessRecords _records;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _childAppeared = new(0);

    internal Supervisor(string directory, TimeProvider time)
    {
        _records = new ProcessRecords(Path.Combine(directory, "processes"));
        _time = time;
        foreach (ProcessRecord record in _records.Load())
        {
            Adopt(record);
        }
    }

    /// <summary>Called with each end, once it is on disk; by any thread.</summary>
    internal Action<ProcessStatus>? Ended { get; set; }

    /// <summary>How many processes it holds, ended ones that are not forgotten included.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Whether one of them has not ended.</summary>
    internal bool HasRunning
    {
        get
        {
            lock (_gate)
            {
                return _held.Values.Any(held => held.End is null);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _childAppeared.Dispose();
    }

    /// <summary>All whose start is decided, by id.</summary>
    internal IReadOnlyList<ProcessStatus> List()
    {
        lock (_gate)
        {
            return [.. _held.Values.Where(held => !held.IsStarting).Select(held => held.Status)];
        }
    }

    /// <summary>
    /// Sends a signal to a process or its whole group. One that has ended is not signalled: its
    /// id may be another's.
    /// </summary>
    /// <returns>What it is; null when there is no such process.</returns>
    internal ProcessStatus? Signal(string id, int signal, bool toGroup)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(id, out HeldProcess? held) || held.IsStarting)
            {
                return null;
            }

            // A child is reaped under this lock only, so its number is still its own; of an
            // adopted one that is looked up, and without an answer nothing is signalled.
            ProcessRecord record = held.Record;
            if (held.End is null
                && (!held.IsAdopted || ProcFiles.IsRunning(record.Pid, record.StartTicks)))
            {
                _ = Native.kill(toGroup ? -record.Pid : record.Pid, signal);
            }

            return held.Status;
        }
    }

    /// <summary>Forgets a process whose end has been told; others stay.</summary>
    /// <returns>Whether it is gone.</returns>
    internal bool Forget(string id)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(id, out HeldProcess? held))
            {
                return true;
            }

            if (!held.IsTold)
            {
                return false;
            }

            _records.Remove(id);
            return _held.Remove(id);
        }
    }

    /// <summary>Looks after what no event tells of: adopted processes and outputs.</summary>
    internal void Tick()
    {
        List<HeldProcess> running;
        lock (_gate)
        {
            running = [.. _held.Values.Where(held => held.End is null && !held.IsStarting)];
        }

        foreach (HeldProcess held in running)
        {
            held.Outputs?.Enforce();
            if (held.IsAdopted && HasEnded(held))
            {
                EndAdopted(held);
            }
        }
    }

    private static OutputBound? BoundOf(ProcessRecord record)
    {
        return record.OutputBound > 0
            ? new OutputBound(record.Outputs, record.OutputUser, record.OutputBound)
            : null;
    }

    private void Adopt(ProcessRecord record)
    {
        bool hasEnded = record.End is not null;
        var held = new HeldProcess(record)
        {
            IsAdopted = true,
            End = record.End,
            IsTold = hasEnded,
            Outputs = BoundOf(record),
        };
        _held.Add(record.Id, held);
        if (hasEnded)
        {
            return;
        }

        bool isOfThisBoot =
            string.Equals(record.BootId, ProcFiles.BootId, StringComparison.Ordinal);
        if (!isOfThisBoot || HasEnded(held))
        {
            EndAdopted(held, isOfThisBoot);
        }
    }

    /// <summary>Whether it is known that an adopted process has ended.</summary>
    private bool HasEnded(HeldProcess held)
    {
        try
        {
            if (!ProcFiles.IsRunning(held.Record.Pid, held.Record.StartTicks))
            {
                return true;
            }

            held.SeenAt = _time.GetTimestamp();
            return false;
        }
        catch (IOException)
        {
            // Nothing is known; the next look may tell.
            return false;
        }
    }

    private void EndAdopted(HeldProcess held, bool isOfThisBoot = true)
    {
        lock (_gate)
        {
            if (held.End is not null)
            {
                return;
            }

            held.End = new ProcessExit(ProcessEndKind.Unknown, 0, _time.GetUtcNow());
        }

        if (held.Record.KillsGroup && isOfThisBoot && IsGroupItsOwn(held))
        {
            _ = Native.kill(-held.Record.Pid, Native.SignalKill);
        }

        Tell(held);
    }

    /// <summary>
    /// Whether the group of an adopted process is known to be the old one still: its leader waits
    /// to be reaped, or was seen just now. Of one that ended long ago all may have ended, and the
    /// number be that of another group whose leader has gone too.
    /// </summary>
    private bool IsGroupItsOwn(HeldProcess held)
    {
        try
        {
            ulong start = ProcFiles.StartOf(held.Record.Pid);
            return start == held.Record.StartTicks
                || (start == 0 && held.SeenAt != 0
                    && _time.GetElapsedTime(held.SeenAt) < GroupTrust);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Puts an end on disk, then tells it.</summary>
    private void Tell(HeldProcess held)
    {
        ProcessRecord record = held.Record with { End = held.End };
        try
        {
            _records.Write(record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is known and told all the same. Should this supervisor be killed before it is
            // forgotten, the next one says that the status is unknown, which is then true.
            SupervisorLog.Write(
                $"process {record.Id}: its end is not on disk: {exception.Message}");
        }

        ProcessStatus status;
        lock (_gate)
        {
            held.Record = record;
            held.IsTold = true;
            status = held.Status;
        }

        Ended?.Invoke(status);
    }
}
