using System.Diagnostics;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers.Checks;

/// <content>Limits that end processes, and the ends of containers.</content>
internal static partial class ContainerChecks
{
    private static readonly TimeSpan DestroyTimeout = TimeSpan.FromSeconds(60);

    internal static async Task<string> KillHogAlone()
    {
        await using RealGroups real = new();
        using OomWatcher watcher = new(real.Groups);
        ContainerLimits limits = Small with
        {
            MemorySoftBytes = 64 * MiB,
            MemoryHardBytes = 64 * MiB,
        };
        real.Groups.Create("hog", limits);
        real.Groups.Create("neighbour", limits);
        Task<OomReport> ofHog = watcher.Watch("hog");
        Task<OomReport> ofNeighbour = watcher.Watch("neighbour");
        Process neighbour = real.Start("neighbour", "exec sleep 1000");
        await real.UntilJoined("neighbour");
        Process hog = real.Start("hog", "exec dd if=/dev/zero of=/dev/null bs=256M count=4");
        OomReport report = await ofHog.WaitAsync(DestroyTimeout);
        await hog.WaitForExitAsync().WaitAsync(DestroyTimeout);

        // Signal 9: the kernel's.
        Expect("exit code of the hog", hog.ExitCode, 137);
        Expect("limit", report.LimitBytes, 64 * MiB);
        Expect("peak is near the limit", report.PeakBytes is > 60 * MiB and <= 64 * MiB, true);
        Expect("hits", report.LimitHits > 0, true);
        Expect("kills", real.Groups.Usage("hog").OomKills, 1);
        Expect("neighbour ended", neighbour.HasExited, false);
        Expect("neighbour reported", ofNeighbour.IsCompleted, false);
        watcher.Forget("neighbour");
        await real.Groups.DestroyAsync("neighbour", DestroyTimeout);
        Expect("a watch that ends is no event", ofNeighbour.IsCanceled, true);
        return report.ToString();
    }

    /// <summary>
    /// The hog dies in a container within, as in an image's: version 1 counts no kill where the
    /// limit is, and nobody may have to wait for an event that perhaps never comes.
    /// </summary>
    internal static async Task<string> KnowLimitAtEnd()
    {
        const int rounds = 20;
        await using RealGroups real = new();
        using OomWatcher watcher = new(real.Groups);
        for (int round = 0; round < rounds; round++)
        {
            string name = $"hog{round}";
            real.Groups.Create(name, Small with
            {
                MemorySoftBytes = 16 * MiB,
                MemoryHardBytes = 16 * MiB,
            });
            real.Groups.Create(name + "/within", Small);
            Task<OomReport> report = watcher.Watch(name);
            await watcher.LookAsync(name);
            Expect("reported before", report.IsCompleted, false);
            Process hog = real.Start(
                name + "/within", "exec dd if=/dev/zero of=/dev/null bs=64M count=4");
            await hog.WaitForExitAsync().WaitAsync(DestroyTimeout);
            await watcher.LookAsync(name).WaitAsync(DestroyTimeout);
            Expect("exit code of the hog", hog.ExitCode, 137);
            Expect("reported", report.IsCompletedSuccessfully, true);
            await watcher.LookAsync(name).WaitAsync(DestroyTimeout);
            await real.Groups.DestroyAsync(name, DestroyTimeout);
        }

        return $"{rounds} of {rounds} reports";
    }

    internal static async Task<string> HoldPids()
    {
        await using RealGroups real = new();
        real.Groups.Create("forks", Small with { PidsMax = 10 });
        Process shell = real.Start(
            "forks", "i=0; while [ $i -lt 30 ]; do sleep 1000 & i=$((i+1)); done; exec sleep 1000");
        await RealGroups.Until(
            () => shell.HasExited || real.Groups.Usage("forks").Pids == 10, "10 processes");
        int found = real.Groups.Processes("forks").Count;
        Expect("9 or 10 processes", found is 9 or 10, true);
        return $"{found} processes";
    }

    /// <summary>Every shell forks until it cannot; those that end make room for others.</summary>
    internal static async Task<string> DestroyForkBomb()
    {
        await using RealGroups real = new();
        real.Groups.Create("bomb", Small with { Cpus = 8000, PidsMax = 400 });
        real.Start("bomb", "bomb() { while :; do bomb & done; }; bomb & bomb & wait; " + Busy);
        await RealGroups.Until(() => real.Groups.Usage("bomb").Pids > 300, "a bomb");
        long pids = real.Groups.Usage("bomb").Pids;
        long start = Stopwatch.GetTimestamp();
        await real.Groups.DestroyAsync("bomb", DestroyTimeout);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Expect("containers", real.Groups.List().Count, 0);
        await RealGroups.Until(() => real.Living().Count == 0, "no process");
        Expect("root removed", real.Groups.TryRemoveRoot(), true);
        Expect("groups left", string.Join(", ", real.Left()), "");
        return Text($"{pids} processes gone in {took.TotalMilliseconds:F0} ms");
    }

    internal static async Task<string> DestroyNested()
    {
        await using RealGroups real = new();
        ContainerLimits limits = Small with { MemoryHardBytes = 64 * MiB };
        real.Groups.Create("pod", Small with { Cpus = 2000, MemoryHardBytes = 128 * MiB });
        real.Groups.Create("pod/web", limits);
        real.Groups.Create("pod/log", limits);
        foreach (string name in new[] { "pod", "pod/web", "pod/log" })
        {
            real.Start(name, Busy);
            await real.UntilJoined(name);
            Expect($"processes of {name}", real.Groups.Processes(name).Count, 1);
        }

        Expect("list", string.Join(' ', real.Groups.List()), "pod pod/log pod/web");
        Expect("parent counts all", real.Groups.Usage("pod").Pids, 3);
        await real.Groups.DestroyAsync("pod/log", DestroyTimeout);
        Expect("list", string.Join(' ', real.Groups.List()), "pod pod/web");
        await real.Groups.DestroyAsync("pod", DestroyTimeout);
        Expect("containers", real.Groups.List().Count, 0);
        await RealGroups.Until(() => real.Living().Count == 0, "no process");
        return "one of two alone, then the rest with the parent";
    }

    internal static async Task<string> DestroyQuiet()
    {
        await using RealGroups real = new();
        real.Groups.Create("quiet", Small);
        real.Start("quiet", "exec sleep 1000");
        await real.UntilJoined("quiet");
        long start = Stopwatch.GetTimestamp();
        await real.Groups.DestroyAsync("quiet", DestroyTimeout);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        await real.Groups.DestroyAsync("quiet", DestroyTimeout);
        Expect("containers", real.Groups.List().Count, 0);
        return Text($"{took.TotalMilliseconds:F1} ms");
    }
}
