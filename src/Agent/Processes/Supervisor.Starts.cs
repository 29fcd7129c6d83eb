using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>How a process starts: launch, record, go-ahead, verdict.</summary>
internal sealed partial class Supervisor
{
    /// <summary>How often a launcher is looked at whose last handle stays open.</summary>
    private static readonly TimeSpan LaunchLook = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the last words of a launcher that has ended are waited for, if others
    /// keep its handle.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Starts a process and returns when its program runs or cannot. One of that id that is held
    /// already is not started again. Blocks for some milliseconds.
    /// </summary>
    /// <exception cref="IOException">It was not started; nothing of it is left.</exception>
    internal ProcessStatus Start(string id, CommandSpec spec)
    {
        if (spec.Problem() is { } problem)
        {
            throw new IOException(problem);
        }

        HeldProcess held;
        bool isNew = false;
        lock (_gate)
        {
            if (!_held.TryGetValue(id, out held!))
            {
                held = new HeldProcess(new ProcessRecord(id, 0, 0, ProcFiles.BootId))
                {
                    IsStarting = true,
                };
                _held.Add(id, held);
                isNew = true;
            }
        }

        if (isNew)
        {
            Begin(held, spec);
        }
        else if (!held.IsAdopted && held.Started.Task.GetAwaiter().GetResult() is { } reason)
        {
            throw new IOException(reason);
        }

        lock (_gate)
        {
            return held.Status;
        }
    }

    /// <summary>
    /// Has all starts that are not decided yet end, so that none of these programs runs later.
    /// </summary>
    internal void CallOffStarts()
    {
        lock (_gate)
        {
            foreach (HeldProcess held in _held.Values.Where(held => held.IsStarting))
            {
                held.IsCalledOff = true;
                if (held.Record.Pid > 0 && held.End is null)
                {
                    _ = Native.kill(-held.Record.Pid, Native.SignalKill);
                }
            }
        }
    }

    private void Begin(HeldProcess held, CommandSpec spec)
    {
        try
        {
            Launch(held, spec);
        }
        catch (Exception exception)
        {
            try
            {
                Drop(held);
            }
            finally
            {
                held.Started.SetResult(FaultText.Of(exception));
            }

            throw;
        }

        bool hasEnded;
        lock (_gate)
        {
            held.IsStarting = false;
            hasEnded = held.End is not null;
        }

        held.Started.SetResult(null);
        if (hasEnded)
        {
            // Not on this thread: that it started is said first.
            ThreadPool.QueueUserWorkItem(state => Tell(state), held, preferLocal: false);
        }
    }

    /// <summary>Nothing is left of a start that failed.</summary>
    private void Drop(HeldProcess held)
    {
        lock (_gate)
        {
            // The launcher, if there is one, gets no go-ahead and is reaped unnamed.
            if (held.Record.Pid > 0 && held.End is null)
            {
                _ = Native.kill(-held.Record.Pid, Native.SignalKill);
            }

            _held.Remove(held.Record.Id);
        }

        _records.Remove(held.Record.Id);
    }

    private void Launch(HeldProcess held, CommandSpec spec)
    {
        string name = Launcher.NewName();
        IReadOnlyList<string> words = Launcher.Words(spec, name);
        UserIds? owner = (spec.OutputUser ?? spec.User) is { } user ? UserIds.Find(user) : null;
        using SafeFileHandle output = SafeOpen.Output(spec.Stdout, owner);
        using SafeFileHandle errors = SafeOpen.Output(spec.Stderr, owner);
        using NativePipe goAhead = NativePipe.Open();
        using var verdict = new Verdict();
        lock (_gate)
        {
            held.Record = held.Record with
            {
                Outputs = spec.OutputBound > 0 ? [spec.Stdout, spec.Stderr] : [],
                OutputUser = owner?.User ?? Native.geteuid(),
                OutputBound = spec.OutputBound,
                KillsGroup = spec.KillsGroup,
            };
            held.Outputs = BoundOf(held.Record);
        }

        Spawn(held, words, [
            (int)goAhead.Read.DangerousGetHandle(),
            (int)output.DangerousGetHandle(),
            (int)errors.DangerousGetHandle(),
            (int)verdict.Write.DangerousGetHandle(),
        ]);
        verdict.Write.Dispose();
        goAhead.Read.Dispose();

        // While this waits for the disk, the launcher starts up and joins its groups.
        _records.Write(held.Record);
        foreach (ProcessLimit limit in spec.Limits)
        {
            Limit(held, limit);
        }

        _ = goAhead.Send((byte)'\n');
        AwaitProgram(held, spec, name, verdict);
    }

    private void Spawn(
        HeldProcess held, IReadOnlyList<string> words, ReadOnlySpan<int> handles)
    {
        lock (_gate)
        {
            if (held.IsCalledOff)
            {
                throw new IOException(CalledOff(held));
            }

            int pid = NativeSpawn.Start(words, [], handles);
            held.Record = held.Record with { Pid = pid };
            _byPid[pid] = held;
            _childAppeared.Release();
            held.Record = held.Record with { StartTicks = ProcFiles.StartOf(pid) };
        }
    }

    /// <summary>
    /// Waits until a program has taken the launcher's place, which the name of the process tells,
    /// or the launcher has ended. Mostly its handle closes then; for an instant it can be too early
    /// to see either.
    /// </summary>
    private void AwaitProgram(HeldProcess held, CommandSpec spec, string name, Verdict verdict)
    {
        var wait = default(SpinWait);
        while (true)
        {
            verdict.Listen(LaunchLook);
            (ProcessExit? end, string? now) = EndAndName(held);
            if (end is not null)
            {
                verdict.Listen(LastWords);
            }

            // Of one that has ended under a name that nobody could read, its status tells.
            bool isOther = now is null
                ? end is not null
                : now.Length > 0 && !string.Equals(now, name, StringComparison.Ordinal);
            if (verdict.IsNamed && isOther)
            {
                return;
            }

            if (end is not null)
            {
                throw new IOException(held.IsCalledOff ? CalledOff(held)
                    : verdict.Text is { Length: > 0 } reason ? reason
                    : Launcher.Reason(spec, end.Value));
            }

            wait.SpinOnce();
        }
    }

    private static string CalledOff(HeldProcess held) =>
        $"process {held.Record.Id}: its start was called off";

    private (ProcessExit? End, string? Name) EndAndName(HeldProcess held)
    {
        lock (_gate)
        {
            return (held.End, held.End is null ? NameOrNull(held.Record.Pid) : held.NameAtEnd);
        }
    }

    private unsafe void Limit(HeldProcess held, ProcessLimit limit)
    {
        ulong* both = stackalloc ulong[] { limit.Soft, limit.Hard };
        lock (_gate)
        {
            // The number of a launcher that has been reaped may be another's. What it died of, the
            // verdict says.
            if (held.End is null
                && Native.prlimit(held.Record.Pid, (int)limit.Kind, both, null) != 0)
            {
                throw new IOException($"limit {limit.Kind}: {Native.LastError()}");
            }
        }
    }
}
