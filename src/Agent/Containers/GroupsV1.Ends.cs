using System.Diagnostics;

namespace Offers.Agents.Containers;

/// <content>Freezing, and the kill that no process outruns.</content>
internal sealed partial class GroupsV1
{
    /// <summary>A freezer that takes longer hangs: it is thawed and tried again.</summary>
    private static readonly TimeSpan FreezerPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long killed processes may take to go before they are killed again.</summary>
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(1);

    protected override GroupWrite FreezeWrite(string name, bool isFrozen) =>
        new(In("freezer", name, "freezer.state"), isFrozen ? "FROZEN" : "THAWED");

    protected override bool IsFrozen(string name) =>
        Files.Read(In("freezer", name, "freezer.state")).Trim() is "FROZEN";

    /// <summary>
    /// Freezing the container freezes all below it, so that nothing forks while the list of what to
    /// kill is read; a new child is born frozen.
    /// </summary>
    protected override async Task KillAsync(
        List<string> groups, TimeSpan left, CancellationToken cancellation)
    {
        if (IsEmpty(groups))
        {
            return;
        }

        string container = groups[^1];
        TrySetFreezer(container, "FROZEN");
        await UntilAsync(() => HasStopped(container), FreezerPatience, left, cancellation)
            .ConfigureAwait(false);
        foreach (string group in groups)
        {
            KillAll(group);
        }

        foreach (string group in groups)
        {
            TrySetFreezer(group, "THAWED");
        }

        await UntilAsync(() => IsEmpty(groups), ExitPatience, left, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>The freezer last: as long as something is left it may have to be frozen.</summary>
    protected override IEnumerable<string> Removable(string name) =>
        DirectoriesOf(name).Reverse();

    private static async Task UntilAsync(
        Func<bool> isSo, TimeSpan patience, TimeSpan left, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan most = patience < left ? patience : left;
        while (!isSo() && Stopwatch.GetElapsedTime(start) < most)
        {
            await Wait(cancellation).ConfigureAwait(false);
        }
    }

    private static void KillProcess(int process) =>
        ContainerNative.Kill(process, ContainerNative.KillSignal);

    /// <summary>A group that goes away has no state; then there is nothing to wait for.</summary>
    private bool HasStopped(string name) =>
        TryRead(In("freezer", name, "freezer.state"))?.Trim() is "FROZEN" or "";

    private void TrySetFreezer(string name, string state)
    {
        try
        {
            Files.Write(In("freezer", name, "freezer.state"), state);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            // Made or removed only half: there may be no such group. Who is in others dies too.
        }
    }

    /// <summary>
    /// A child that is about to join may be in some trees only, so that all of them are read.
    /// </summary>
    private void KillAll(string name)
    {
        HashSet<int> processes = [];
        foreach (string file in JoinFiles(name))
        {
            // Who is in one that cannot be read is killed when it can: it is not empty till then.
            processes.UnionWith(GroupText.Processes(TryRead(file) ?? ""));
        }

        foreach (int process in processes)
        {
            // 0 is a process of another name space, and to kill 0 or less kills many.
            if (process > 1 && process != Environment.ProcessId)
            {
                _kill(process);
            }
        }
    }

    private bool IsEmpty(List<string> groups)
    {
        foreach (string group in groups)
        {
            foreach (string file in JoinFiles(group))
            {
                if (TryRead(file) is not "")
                {
                    return false;
                }
            }
        }

        return true;
    }
}
