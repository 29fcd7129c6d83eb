using System.Diagnostics.Metrics;
using Offers.Agents.Containers;
using Offers.Agents.Hosting;
using Offers.Agents.Tests.Containers.Checks;

namespace Offers.Agents.Tests.Hosting;

/// <summary>Tasks in the cgroups of this machine.</summary>
[Collection(Alone.Name)]
public sealed class RealGroupTests
{
    [SkippableFact]
    public async Task A_container_grows_before_a_task_starts_and_shrinks_after_it_has_ended()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        ExecutorDescription executor =
            new("e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:32"))
            {
                Kind = ExecutorKind.Default,
            };
        List<long> seen = [];
        for (int i = 1; i <= 5; i++)
        {
            await fixture.Master.SendAsync(new LaunchGroupReceived(
                ScriptedMaster.Framework(), "*", new LaunchGroup(executor, [
                    fixture.Master.TaskOf($"t{i}", "sleep 100", "cpus:0.2;mem:64"),
                ])));
            await fixture.Master.StateAsync($"t{i}", TaskState.Running);
            seen.Add(groups.Limits("c1").MemorySoftBytes!.Value >> 20);
        }

        Assert.Equal([96, 160, 224, 288, 352], seen);
        Assert.Equal(352L << 20, groups.Limits("c1").MemoryHardBytes);
        Assert.Equal(1126, groups.Limits("c1").CpuShares);
        for (int i = 5; i > 1; i--)
        {
            await fixture.Master.SendAsync(new KillReceived("f1", $"t{i}", null));
            await fixture.Master.EndAsync($"t{i}");
            Assert.Equal(32 + ((i - 1) * 64), groups.Limits("c1").MemorySoftBytes >> 20);
        }

        Assert.Equal(352L << 20, groups.Limits("c1").MemoryHardBytes);
        await fixture.Master.SendAsync(new KillReceived("f1", "t1", null));
        await fixture.Master.EndAsync("t1");
        await Within.Until(() => groups.List().Count == 0, "the container is gone");
    }

    [SkippableFact]
    public async Task A_hog_dies_alone_and_is_reported_with_figures()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("neighbour", "sleep 100"));
        await fixture.Master.StateAsync("neighbour", TaskState.Running);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "hog", "exec tail /dev/zero", "cpus:0.5;mem:64"));
        ReportUpdate end = await fixture.Master.EndAsync("hog");
        Assert.Equal(
            (TaskState.Failed, TaskReason.ContainerLimitationMemory), (end.State, end.Reason));
        Assert.Contains("limit 67108864 bytes", end.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            fixture.Master.Updates, u => u.Task == "neighbour" && u.State.IsTerminal());
    }

    [SkippableFact]
    public async Task A_hog_that_dies_while_no_agent_looks_is_reported_with_figures_too()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        string go = Path.Combine(fixture.Work, "go");
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "hog", $"while [ ! -e {go} ]; do sleep 0.01; done; exec tail /dev/zero",
            "cpus:0.5;mem:64"));
        await fixture.Master.StateAsync("hog", TaskState.Running);
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        await fixture.StopAsync();
        await File.WriteAllTextAsync(go, "");
        await Within.Until(() => groups.Processes("c1").Count == 0, "the hog has died");
        fixture.Begin();
        ReportUpdate end = await fixture.Master.EndAsync("hog");
        Assert.Equal(
            (TaskState.Failed, TaskReason.ContainerLimitationMemory), (end.State, end.Reason));
        Assert.Contains("limit 67108864 bytes", end.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Two_tasks_with_shares_of_one_and_two_get_one_and_two_of_a_core()
    {
        RequireGroups();
        const string Spin = "exec taskset -c 0 sh -c 'while :; do :; done'";
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("one", Spin, "cpus:1;mem:32"));
        await fixture.Master.StateAsync("one", TaskState.Running);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("two", Spin, "cpus:2;mem:32"));
        await fixture.Master.StateAsync("two", TaskState.Running);
        await WithinFivePercentAsync(2, async () =>
        {
            double[] used = await UsedAsync(fixture, TimeSpan.FromSeconds(5), "c1", "c2");
            return used[1] / used[0];
        });
    }

    [SkippableFact]
    public async Task A_quota_of_half_a_cpu_gives_half_a_cpu()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        await fixture.Master.LaunchAsync(
            fixture.Master.TaskOf("t1", "while :; do :; done", "cpus:0.2;mem:32") with
            {
                Limits = ResourceLimits.None.With(fixture.Master.Schema.Add("cpus", "cpu"), 500),
            });
        await fixture.Master.StateAsync("t1", TaskState.Running);
        await WithinFivePercentAsync(0.5, async () =>
            (await UsedAsync(fixture, TimeSpan.FromSeconds(5), "c1"))[0] / 5);
    }

    /// <summary>Cpu time in seconds that containers have over a time.</summary>
    private static async Task<double[]> UsedAsync(
        HostFixture fixture, TimeSpan time, params string[] containers)
    {
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        RealGroups.PutFirst(groups);
        double[] before = [.. containers.Select(name => groups.Usage(name).CpuNanoseconds / 1e9)];
        long start = TimeProvider.System.GetTimestamp();
        await Task.Delay(time);
        double factor = time / TimeProvider.System.GetElapsedTime(start);
        return [.. containers.Select((name, i) =>
            ((groups.Usage(name).CpuNanoseconds / 1e9) - before[i]) * factor)];
    }

    /// <summary>A machine that is busy with something else may spoil a measurement, not three.
    /// </summary>
    private static async Task WithinFivePercentAsync(double expected, Func<Task<double>> measure)
    {
        double found = 0;
        for (int i = 0; i < 3; i++)
        {
            found = await measure();
            if (Math.Abs(found - expected) <= 0.05 * expected)
            {
                return;
            }
        }

        Assert.Fail($"found {found}, expected {expected} within 5 %");
    }

    [SkippableFact]
    public async Task An_agent_that_was_killed_while_it_tried_its_groups_starts_again()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        await fixture.StopAsync();
        ContainerGroups.Open(fixture.Settings.GroupRoot).Create("probe", new ContainerLimits());
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "true"));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
    }

    [SkippableFact]
    public async Task A_bound_of_processes_holds()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(
            ContainmentKind.Cgroups, settings => settings with { PidsLimit = 10 });
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "t1", "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 60 & done; wait"));
        ReportUpdate end = await fixture.Master.EndAsync("t1");
        Assert.Equal(TaskState.Failed, end.State);
        Assert.Contains("fork", await File.ReadAllTextAsync(fixture.Sandbox("t1", "stderr")),
            StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Nothing_that_a_task_started_is_left()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        string mark = $"9{Random.Shared.Next(100_000, 999_999)}";
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "t1", $"setsid sleep {mark} & setsid sleep {mark} & sleep 0.3"));
        Assert.Equal(TaskState.Finished, (await fixture.Master.EndAsync("t1")).State);
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        await Within.Until(() => groups.List().Count == 0, "the container is gone");
        Assert.DoesNotContain(mark, AllCommandLines(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Tasks_of_different_users_cannot_write_each_others_sandboxes()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        TaskDescription victim = fixture.Master.TaskOf("victim", "id -un; echo mine >f; sleep 100");
        await fixture.Master.LaunchAsync(victim with
        {
            Command = victim.Command! with { User = "daemon" },
        });
        await fixture.Master.StateAsync("victim", TaskState.Running);
        string file = fixture.Sandbox("victim", "f");
        await Within.Until(() => File.Exists(file), "it has written");
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf(
            "thief", $"id -un; cat {file} || echo taken >{file}"));
        Assert.Equal(TaskState.Failed, (await fixture.Master.EndAsync("thief")).State);
        Assert.Equal("nobody\n", await File.ReadAllTextAsync(fixture.Sandbox("thief", "stdout")));
        Assert.Equal("mine\n", await File.ReadAllTextAsync(file));
    }

    [SkippableFact]
    public async Task What_containers_use_is_measured_when_somebody_asks()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 100"));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        Dictionary<string, double> found = new(StringComparer.Ordinal);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name.StartsWith("offers.agent.container.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            found[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.True(found["offers.agent.container.memory c1"] > 0);
        Assert.True(found["offers.agent.container.pids c1"] >= 1);
        Assert.True(found["offers.agent.container.cpu c1"] > 0);
    }

    [SkippableFact]
    public async Task Nested_containers_have_limits_of_their_own()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        ExecutorDescription executor =
            new("e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:32"))
            {
                Kind = ExecutorKind.Default,
                SharesGroup = false,
            };
        await fixture.Master.SendAsync(new LaunchGroupReceived(
            ScriptedMaster.Framework(), "*", new LaunchGroup(executor, [
                fixture.Master.TaskOf("t1", "exec sleep 100", "cpus:1;mem:64"),
                fixture.Master.TaskOf("t2", "exec sleep 100", "cpus:2;mem:128"),
            ])));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        await Within.Until(() => groups.List().Count == 3, "two are nested in one");
        Assert.Equal(["c1", "c1/t-t1", "c1/t-t2"], groups.List());
        Assert.Equal(64, groups.Limits("c1/t-t1").MemorySoftBytes >> 20);
        Assert.Equal(2048, groups.Limits("c1/t-t2").CpuShares);
        Assert.Single(groups.Processes("c1/t-t1"));
    }

    [SkippableFact]
    public async Task A_nested_container_ends_with_its_task_and_the_name_can_come_again()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        IContainerGroups groups = ContainerGroups.Open(fixture.Settings.GroupRoot);
        ExecutorDescription executor =
            new("e1", ResourceSet.Parse(fixture.Master.Schema, "cpus:0.1;mem:32"))
            {
                Kind = ExecutorKind.Default,
                SharesGroup = false,
            };
        await LaunchAsync("stays", "exec sleep 100");
        await fixture.Master.StateAsync("stays", TaskState.Running);
        for (int i = 0; i < 3; i++)
        {
            await LaunchAsync("again", "setsid sleep 100 & exit 3");
            ReportUpdate end = await fixture.Master.EndAsync("again");
            Assert.Equal("the command exited with status 3", end.Message);
            Assert.Equal(["c1", "c1/t-stays"], groups.List());
        }

        Task LaunchAsync(string name, string command) => fixture.Master.SendAsync(
            new LaunchGroupReceived(ScriptedMaster.Framework(), "*", new LaunchGroup(executor, [
                fixture.Master.TaskOf(name, command, "cpus:0.1;mem:32"),
            ])));
    }

    [SkippableFact]
    public async Task Another_agent_of_its_name_is_refused_and_its_groups_go_when_nothing_is_in_them()
    {
        RequireGroups();
        await using HostFixture fixture = await HostFixture.StartAsync(ContainmentKind.Cgroups);
        string[] Roots() => [.. Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(
            tree => Directory.EnumerateDirectories(tree, fixture.Settings.GroupRoot))];
        using AgentMetrics metrics = new();
        IOException bad = Assert.Throws<IOException>(() => new AgentHost(
            fixture.Settings with { WorkDirectory = Path.Combine(fixture.Work, "other") },
            fixture.Log, metrics));
        Assert.Contains(
            $"another agent named '{fixture.Settings.Name}'", bad.Message, StringComparison.Ordinal);
        await fixture.Master.LaunchAsync(fixture.Master.TaskOf("t1", "sleep 100"));
        await fixture.Master.StateAsync("t1", TaskState.Running);
        await fixture.StopAsync();
        Assert.NotEmpty(Roots());
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
        await fixture.Master.SendAsync(new KillReceived("f1", "t1", TimeSpan.Zero));
        await fixture.Master.EndAsync("t1");
        await Within.Until(
            () => ContainerGroups.Open(fixture.Settings.GroupRoot).List().Count == 0, "it is gone");
        await fixture.StopAsync();
        Assert.Empty(Roots());
        fixture.Begin();
        await fixture.Master.HearAsync<ReregisterAgent>();
    }

    internal static void RequireGroups() => Real.Require(
        HasGroups(), "expected root and cgroups that can be written");

    private static bool HasGroups()
    {
        try
        {
            IContainerGroups groups = ContainerGroups.Open("offers-probe");
            groups.Create("probe", new ContainerLimits());
            groups.DestroyAsync("probe", TimeSpan.FromSeconds(5)).Wait();
            return groups.TryRemoveRoot();
        }
        catch (GroupException)
        {
            return false;
        }
    }

    internal static string AllCommandLines() => string.Join('\n', Directory
        .EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Select(path =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(path, "cmdline"));
            }
            catch (IOException)
            {
                return "";
            }
        }));
}
