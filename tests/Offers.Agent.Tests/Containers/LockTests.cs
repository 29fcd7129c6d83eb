using System.Diagnostics;
using Offers.Agents.Containers;
using Offers.Agents.Tests.Containers.Checks;
using Offers.Agents.Tests.Processes;

namespace Offers.Agents.Tests.Containers;

/// <summary>What a task can do with files of its container that it may only read.</summary>
[Collection(Alone.Name)]
public sealed class LockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Read =
    [
        "cgroup.procs", "cgroup.events", "freezer.state", "memory.limit_in_bytes", "memory.max",
        "memory.soft_limit_in_bytes", "memory.low", "memory.oom_control", "memory.events",
        "cpu.shares", "cpu.weight", "devices.list",
    ];

    [SkippableFact]
    public async Task Locks_on_files_of_a_container_keep_it_from_nothing()
    {
        Locks.RequireTools();
        RealContainerTests.RequireGroups();
        const long hard = 64 << 20;
        await using RealGroups real = new();
        using OomWatcher watcher = new(real.Groups);
        real.Groups.Create("c", new ContainerLimits { Cpus = 1000 });
        Process task = real.Start("c", "exec sleep 1000");
        await real.UntilJoined("c");
        using Locks locks = await Locks.HoldAsync(FilesOf(real.Groups));
        real.Groups.Update("c", new ContainerLimits { Cpus = 2000, MemorySoftBytes = hard });
        Assert.Equal(hard, real.Groups.Limits("c").MemorySoftBytes);
        _ = watcher.Watch("c");
        watcher.Forget("c");
        await real.Groups.DestroyAsync("c", Patience);
        await task.WaitForExitAsync().WaitAsync(Patience);
        Assert.Empty(real.Groups.List());
    }

    private static string[] FilesOf(IContainerGroups groups)
    {
        IEnumerable<string> directories = groups.JoinFiles("c")
            .Select(file => Path.GetDirectoryName(file)!).Append(groups.MemoryDirectory("c"));
        return [.. directories.Distinct()
            .SelectMany(directory => Read.Select(file => Path.Combine(directory, file)))
            .Where(File.Exists)];
    }
}
