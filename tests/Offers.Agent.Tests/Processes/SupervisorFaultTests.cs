using System.Collections.Concurrent;
using Offers.Agents.Processes;

namespace Offers.Agents.Tests.Processes;

public sealed class SupervisorFaultTests
{
    private const int TasksARound = 12;
    private static readonly int Rounds =
        Environment.GetEnvironmentVariable("OFFERS_SOAK") == "1" ? 100 : 6;

    [Fact]
    public async Task An_agent_killed_at_random_moments_loses_no_end_and_starts_nothing_twice()
    {
        await using var fixture = new SupervisorFixture();
        Dictionary<string, ProcessExit> ends = await RunRoundsAsync(
            fixture, (_, _) => fixture.ReconnectAsync());
        Assert.All(ends, pair => Assert.Equal(
            (ProcessEndKind.Exited, CodeOf(pair.Key)), (pair.Value.Kind, pair.Value.Code)));
        Assert.All(StartsOf(fixture), count => Assert.Equal(1, count.Value));
        Assert.Equal(ends.Count, StartsOf(fixture).Count);
    }

    [Fact]
    public async Task A_supervisor_killed_at_random_moments_tells_every_end_once_and_none_wrong()
    {
        await using var fixture = new SupervisorFixture();
        int killed = 0;
        Dictionary<string, ProcessExit> ends = await RunRoundsAsync(fixture, (_, _) =>
        {
            int pid = fixture.Client.SupervisorPid;
            killed += pid > 0 && Native.kill(pid, Native.SignalKill) == 0 ? 1 : 0;
            return Task.CompletedTask;
        });
        Assert.True(killed > Rounds / 2, $"killed {killed} times only");
        Dictionary<string, int> starts = StartsOf(fixture);
        Assert.All(starts, count => Assert.Equal(1, count.Value));
        foreach ((string id, ProcessExit end) in ends)
        {
            // Status unknown is true after a kill; one that never ran has no other.
            Assert.True(
                end.Kind == ProcessEndKind.Unknown
                    || (end.Kind == ProcessEndKind.Exited && end.Code == CodeOf(id)),
                $"{id}: {end}");
            Assert.True(starts.ContainsKey(id) || end.Kind == ProcessEndKind.Unknown, id);
        }
    }

    [Fact]
    public async Task A_supervisor_killed_before_it_listens_is_soon_replaced()
    {
        const string Script = "mkdir \"$0/first\" 2>/dev/null && kill -9 $$; exec \"$@\"";
        await using var fixture = new SupervisorFixture(change: options => options with
        {
            Program = ["/bin/sh", "-c", Script, options.WorkDirectory, .. options.Program],
        });
        Assert.Empty(await fixture.Client.ListAsync().WaitAsync(TimeSpan.FromSeconds(8)));
        Assert.True(Directory.Exists(Path.Combine(fixture.Work, "first")));
    }

    [Fact]
    public async Task After_a_kill_of_the_supervisor_its_processes_run_on_with_unknown_status()
    {
        await using var fixture = new SupervisorFixture();
        ProcessStatus before =
            await fixture.Client.StartAsync("on", fixture.Shell("sleep 1000 & sleep 1000"));
        await fixture.RunAsync("ended", fixture.Shell("exit 5"));
        int killed = fixture.Client.SupervisorPid;
        Assert.Equal(0, Native.kill(killed, Native.SignalKill));
        await SupervisorFixture.Until(() => !SupervisorFixture.Runs(killed), "it dies");
        IReadOnlyList<ProcessStatus> held =
            await fixture.Client.ListAsync().WaitAsync(SupervisorFixture.Patience);
        Assert.Equal(["ended", "on"], held.Select(status => status.Id));
        Assert.Equal(5, held[0].End!.Value.Code);
        Assert.Equal(before with { IsAdopted = true }, held[1]);
        Assert.True(SupervisorFixture.Runs(before.Pid));
        ProcessStatus? end = await fixture.Client.EndAsync("on", SupervisorFixture.Patience);
        Assert.Equal(ProcessEndKind.Unknown, end!.End!.Value.Kind);
        Assert.False(SupervisorFixture.Runs(before.Pid));
    }

    [Fact]
    public void A_recycled_process_id_is_never_touched()
    {
        string directory = Directory.CreateTempSubdirectory("offers-test-").FullName;
        int mine = Environment.ProcessId;
        var records = new ProcessRecords(Path.Combine(directory, "processes"));
        ulong start = ProcFiles.StartOf(mine);
        records.Write(new ProcessRecord("start", mine, start - 1, ProcFiles.BootId)
        {
            KillsGroup = true,
        });
        records.Write(new ProcessRecord("boot", mine, start, "another boot")
        {
            KillsGroup = true,
        });
        using var supervisor = new Supervisor(directory, TimeProvider.System);
        Assert.All(
            supervisor.List(),
            status => Assert.Equal(ProcessEndKind.Unknown, status.End!.Value.Kind));
        Assert.NotNull(supervisor.Signal("start", Native.SignalKill, toGroup: false));
        Assert.NotNull(supervisor.Signal("boot", Native.SignalKill, toGroup: true));
        Assert.True(supervisor.Forget("start"));
        Assert.True(supervisor.Forget("boot"));
        using var next = new Supervisor(directory, TimeProvider.System);
        Assert.Empty(next.List());
        Directory.Delete(directory, recursive: true);
    }

    private static int CodeOf(string id)
    {
        return int.Parse(id.Split('-')[2]);
    }

    private static Dictionary<string, int> StartsOf(SupervisorFixture fixture)
    {
        return File.ReadLines(Path.Combine(fixture.Work, "starts"))
            .GroupBy(line => line).ToDictionary(group => group.Key, group => group.Count());
    }

    /// <summary>
    /// Starts tasks while <paramref name="fault"/> strikes at a random moment of each round;
    /// starts again what no agent knows of, as an agent does that recovers.
    /// </summary>
    private static async Task<Dictionary<string, ProcessExit>> RunRoundsAsync(
        SupervisorFixture fixture, Func<int, Random, Task> fault)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var ends = new Dictionary<string, ProcessExit>();
        var pids = new ConcurrentDictionary<int, ulong>();
        for (int round = 0; round < Rounds; round++)
        {
            List<string> ids =
                [.. Enumerable.Range(0, TasksARound).Select(task => $"t-{round}-{(task * 7) + 1}")];
            Task[] starts = [.. ids.Select(id => StartAsync(fixture, id, random.Next(40), pids))];
            await Task.Delay(random.Next(60));
            await fault(round, random);
            await Task.WhenAll(starts).WaitAsync(SupervisorFixture.Patience);
            await Task.WhenAll(ids.Select(id => StartAsync(fixture, id, 10, pids)))
                .WaitAsync(SupervisorFixture.Patience);
            foreach (string id in ids)
            {
                Assert.True(ends.TryAdd(id, await fixture.EndOf(id)), $"{id} twice, seed {seed}");
                await fixture.Client.ForgetAsync(id).WaitAsync(SupervisorFixture.Patience);
            }
        }

        Assert.Empty(await fixture.Client.ListAsync());
        Assert.All(pids, pair => Assert.False(ProcFiles.IsRunning(pair.Key, pair.Value)));
        return ends;
    }

    private static async Task StartAsync(
        SupervisorFixture fixture,
        string id,
        int milliseconds,
        ConcurrentDictionary<int, ulong> pids)
    {
        CommandSpec spec = fixture.Shell(
            $"echo {id} >>starts; sleep 0.{milliseconds:000}; exit {CodeOf(id)}");
        try
        {
            ProcessStatus status = await fixture.Client.StartAsync(id, spec);
            pids[status.Pid] = status.StartTicks;
        }
        catch (ObjectDisposedException)
        {
            // This agent was killed.
        }
    }
}
