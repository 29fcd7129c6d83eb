using System.Runtime.InteropServices;

namespace Offers.Agents.Processes;

/// <summary>How ends are seen.</summary>
internal sealed partial class Supervisor
{
    private const int InfoBytes = 128;
    private const int InfoCode = 8;
    private const int InfoPid = 16;
    private const int InfoStatus = 24;
    private const int CodeExited = 1;
    private const int BecomeSubreaper = 36;

    /// <summary>
    /// Waits for children for ever: this is a thread of its own. Children of tasks whose parents
    /// end come to this process and are reaped too.
    /// </summary>
    internal void Reap()
    {
        _ = Native.prctl(BecomeSubreaper, 1, 0, 0, 0);
        while (true)
        {
            if (!ReapOne())
            {
                _childAppeared.Wait();
            }
        }
    }

    /// <summary>The name of what a child runs; null when it cannot be read now.</summary>
    private static string? NameOrNull(int pid)
    {
        try
        {
            return ProcFiles.NameOf(pid);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for one child; false when there is none at all.</summary>
    private unsafe bool ReapOne()
    {
        byte* info = stackalloc byte[InfoBytes];

        // Only looks: until the lock is held the process must stay, and its number with it.
        int result = Native.waitid(
            Native.WaitAnyChild, 0, info, Native.WaitExited | Native.WaitKeep);
        if (result != 0)
        {
            return Marshal.GetLastPInvokeError() != Native.ErrorNoChild;
        }

        int pid = *(int*)(info + InfoPid);
        HeldProcess? held;
        bool isStarting = false;
        lock (_gate)
        {
            if (_byPid.Remove(pid, out held))
            {
                isStarting = held.IsStarting;
                held.NameAtEnd = NameOrNull(pid);
                if (held.Record.KillsGroup)
                {
                    _ = Native.kill(-pid, Native.SignalKill);
                }

                held.End = new ProcessExit(
                    *(int*)(info + InfoCode) == CodeExited
                        ? ProcessEndKind.Exited
                        : ProcessEndKind.Signaled,
                    *(int*)(info + InfoStatus),
                    _time.GetUtcNow());
            }

            _ = Native.waitid(
                Native.WaitThisChild, pid, info, Native.WaitExited | Native.WaitNoHang);
        }

        if (held is not null && !isStarting)
        {
            ThreadPool.QueueUserWorkItem(state => Tell(state), held, preferLocal: false);
        }

        return true;
    }
}
