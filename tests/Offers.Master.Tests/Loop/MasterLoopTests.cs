using System.Threading.Channels;
using Offers.Core.Tests.Journal;
using Offers.Masters.Frameworks;
using Offers.Masters.Loop;
using Offers.Masters.Metrics;
using Offers.Masters.Store;
using Offers.Masters.Tests.Store;

namespace Offers.Masters.Tests.Loop;

public sealed class MasterLoopTests : IDisposable
{
    private const string Batch =
        """
        batch:
          - name: crunch
            tasks: 40
            command: work
            cpus: 1
            mem: 32
        services:
          - name: web
            instances: 2
            command: run forever
            cpus: 0.5
            mem: 32
        """;

    private readonly TemporaryDirectory _home = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Nothing_is_sent_before_the_sync_and_a_turn_has_one_sync()
    {
        BadDisk disk = new();
        using PlayedMaster master = new(_home.Path, _time, disk: disk);
        disk.Log.Clear();
        for (int i = 0; i < 50; i++)
        {
            AgentSession session = new(master.Loop.NextConnection(), new PlayedLink(disk.Log));
            PlayedAgent agent = new($"a{i}", "cpus:4;mem:1024");
            await master.Loop.PostAsync(() =>
            {
                master.Loop.Open(session);
                master.Loop.Hear(session, agent.Greeting());
            });
        }

        master.Loop.Turn();
        Assert.Equal(
            ["write", "sync", .. Enumerable.Repeat("send AgentAdmitted", 50)],
            disk.Log.Take(52));
        Assert.Single(disk.Log, "sync");
    }

    [Fact]
    public void What_cannot_be_written_is_not_sent()
    {
        BadDisk disk = new();
        using PlayedMaster master = new(_home.Path, _time, disk: disk);
        disk.Log.Clear();
        disk.BytesLeft = 100;
        AgentSession session = new(master.Loop.NextConnection(), new PlayedLink(disk.Log));
        master.Loop.Open(session);
        master.Loop.Hear(session, new PlayedAgent("a", "cpus:4;mem:1024").Greeting());
        Assert.Throws<IOException>(master.Loop.Turn);
        Assert.Equal(["write"], disk.Log);
    }

    [Fact]
    public async Task A_question_that_fails_is_its_askers_alone()
    {
        using PlayedMaster master = new(_home.Path, _time);
        Task<int> bad = master.Loop.AskAsync<int>(
            static _ => throw new InvalidOperationException("it is gone"));
        Task<int> good = master.Loop.AskAsync(static _ => 7);
        master.Loop.Turn();
        Assert.Equal("it is gone",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal(7, await good);
    }

    [Fact]
    public async Task A_question_whose_asker_has_gone_is_not_looked_into()
    {
        using PlayedMaster master = new(_home.Path, _time);
        using CancellationTokenSource gone = new();
        int asked = 0;
        Task<int> answer = master.Loop.AskAsync(_ => ++asked, gone.Token);
        await gone.CancelAsync();
        master.Loop.Turn();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task What_cannot_be_written_is_not_told_to_those_who_ask()
    {
        BadDisk disk = new();
        using PlayedMaster master = new(_home.Path, _time, disk: disk);
        AgentSession session = new(master.Loop.NextConnection(), new PlayedLink());
        master.Loop.Open(session);
        master.Loop.Hear(session, new PlayedAgent("a", "cpus:4;mem:1024").Greeting());
        Task<int> agents = master.Loop.AskAsync(static loop => loop.Cluster.AgentCount);
        disk.BytesLeft = 100;
        Assert.Throws<IOException>(master.Loop.Turn);
        Assert.Throws<IOException>(() => master.Loop.Run(new CancellationToken(true)));
        await Assert.ThrowsAsync<ChannelClosedException>(() => agents);
    }

    [Fact]
    public async Task Who_asks_hears_an_answer_or_why_there_is_none()
    {
        using PlayedMaster master = new(_home.Path, _time);
        Task<int> agents = master.Loop.AskAsync(static loop => loop.Cluster.AgentCount);
        Task<int> bad = master.Loop.AskAsync<int>(static _ => throw new FormatException("why"));
        master.Loop.Turn();
        Assert.Equal(0, await agents);
        Assert.Equal("why", (await Assert.ThrowsAsync<FormatException>(() => bad)).Message);
    }

    [Fact]
    public void The_first_report_fixes_whose_connection_it_is()
    {
        using PlayedMaster master = new(_home.Path, _time);
        PlayedLink link = new();
        AgentSession session = new(master.Loop.NextConnection(), link);
        master.Loop.Open(session);
        master.Loop.Hear(session, new PlayedAgent("a1", "cpus:4;mem:1024").Greeting());
        master.Loop.Turn();
        master.Loop.Hear(session, new PlayedAgent("a2", "cpus:4;mem:1024").Greeting());
        Assert.Contains("'a2', expected 'a1'", link.Refusal, StringComparison.Ordinal);
        Assert.Equal(1, master.Loop.Cluster.AgentCount);
        Assert.Equal(0, Assert.Single(master.Loop.Cluster.TakeSnapshot().Agents).Connection);
        Assert.True(session.IsClosed);
    }

    [Fact]
    public void The_number_of_a_connection_is_the_masters()
    {
        using PlayedMaster master = new(_home.Path, _time);
        AgentSession first = new(master.Loop.NextConnection(), new PlayedLink());
        AgentSession second = new(master.Loop.NextConnection(), new PlayedLink());
        PlayedAgent agent = new("a1", "cpus:4;mem:1024");
        master.Loop.Open(first);
        master.Loop.Hear(first, agent.Greeting());
        master.Loop.Turn();
        master.Loop.Open(second);
        master.Loop.Hear(second, new RegisterAgent(
            ((RegisterAgent)agent.Greeting()).Profile, first.Number));
        master.Loop.Turn();
        Assert.Equal(second.Number,
            Assert.Single(master.Loop.Cluster.TakeSnapshot().Agents).Connection);
        Assert.NotNull(((PlayedLink)first.Link).Refusal);
        master.Loop.Close(first);
        Assert.Equal(second.Number,
            Assert.Single(master.Loop.Cluster.TakeSnapshot().Agents).Connection);
        master.Loop.Close(second);
        Assert.Equal(0, Assert.Single(master.Loop.Cluster.TakeSnapshot().Agents).Connection);
    }

    [Fact]
    public void An_agent_that_does_not_read_is_cut_off()
    {
        using PlayedMaster master = new(_home.Path, _time);
        PlayedLink link = new() { IsSlow = true };
        AgentSession session = new(master.Loop.NextConnection(), link);
        master.Loop.Open(session);
        master.Loop.Hear(session, new PlayedAgent("a1", "cpus:4;mem:1024").Greeting());
        Assert.Null(link.Abortion);
        master.Loop.Turn();
        Assert.NotNull(link.Abortion);
    }

    [Fact]
    public void Jobs_run_to_their_end_and_every_task_finishes_once()
    {
        using PlayedMaster master = new(_home.Path, _time, Batch);
        PlayedAgent agent = new("a1", "cpus:4;mem:1024");
        master.Connect(agent);
        int steps = 0;
        while (!master.Frameworks.TakeEnd())
        {
            Assert.True(++steps < 1000, "the batch does not end");
            master.Step();
        }

        Assert.Empty(agent.Errors);
        Assert.Equal(40, agent.Finished.Count);
        Assert.Equal(2, agent.LiveTasks);
        Assert.Equal(42, agent.Launched.Count);
        JobStatus status = master.Frameworks.All.Single(one => one.Job.Ends).Status!.Value;
        Assert.Equal((40, 0, 40L), (status.Finished, status.GivenUp, status.Launches));
        Assert.False(master.Frameworks.TakeEnd());
    }

    [Fact]
    public void A_master_that_crashes_every_few_seconds_goes_on_where_it_was()
    {
        PlayedAgent agent = new("a1", "cpus:4;mem:1024") { Rounds = 3 };
        int lives = 0;
        bool hasEnded = false;
        while (!hasEnded)
        {
            Assert.True(++lives < 500, "the batch does not end");
            using PlayedMaster master = new(_home.Path, _time, Batch);
            master.Connect(agent);
            for (int i = 0; i < 1 + (lives % 3) && !hasEnded; i++)
            {
                master.Step();
                hasEnded = master.Frameworks.TakeEnd();
            }
        }

        Assert.True(lives > 10, $"only {lives} lives");
        Assert.Empty(agent.Errors);
        Assert.Equal(40, agent.Finished.Count);
        Assert.Equal(2, agent.LiveTasks);
        Assert.Equal(42, agent.Launched.Count);
    }

    [Fact]
    public void A_power_failure_at_any_turn_loses_nothing_that_was_acknowledged()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        PlayedAgent agent = new("a1", "cpus:4;mem:1024") { Rounds = 2 };
        int lives = 0;
        bool hasEnded = false;
        while (!hasEnded)
        {
            Assert.True(++lives < 2000, $"seed {seed}: the batch does not end");
            BadDisk disk = new();
            using (PlayedMaster master = new(_home.Path, _time, Batch, disk))
            {
                disk.FailsAt = disk.Operations + random.Next(1, 60);
                hasEnded = LivesToTheEnd(master, agent);
            }

            if (!hasEnded)
            {
                disk.PullPlug(random);
            }
        }

        Assert.True(agent.Errors.Count == 0, $"seed {seed}: {string.Join(", ", agent.Errors)}");
        Assert.True(agent.Finished.Count == 40, $"seed {seed}: {agent.Finished.Count} finished");
        Assert.Equal(2, agent.LiveTasks);
    }

    /// <summary>Until the disk fails, in the midst of a turn, or all is done.</summary>
    private static bool LivesToTheEnd(PlayedMaster master, PlayedAgent agent)
    {
        try
        {
            master.Connect(agent);
            while (!master.Frameworks.TakeEnd())
            {
                master.Step();
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [Fact]
    public void A_job_that_is_another_now_is_stale_and_the_same_job_keeps_its_framework()
    {
        string id;
        using (PlayedMaster first = new(_home.Path, _time, Batch))
        {
            first.Step();
            id = first.Frameworks.All[0].Id;
        }

        using PlayedMaster second = new(
            _home.Path, _time, Batch.Replace("instances: 2", "instances: 3", StringComparison.Ordinal));
        Assert.NotEqual(id, second.Frameworks.All[0].Id);
        Assert.StartsWith("web-", second.Frameworks.All[0].Id, StringComparison.Ordinal);
        Assert.Equal(
            [new StaleFramework(id, StaleReason.Unwanted)], second.Frameworks.Stale);
    }

    [Fact]
    public void The_state_after_a_crash_is_that_before_it()
    {
        ulong before;
        using (PlayedMaster first = new(_home.Path, _time, Batch))
        {
            first.Connect(new PlayedAgent("a1", "cpus:4;mem:1024"));
            for (int i = 0; i < 5; i++)
            {
                first.Step();
            }

            first.Loop.Turn();
            before = first.Loop.Cluster.ComputeDigest();
        }

        using MasterStore store = MasterStore.Open(
            _home.Path, new StoreOptions(), new BadDisk());
        Assert.Equal(before, store.Recover(new ClusterOptions()).Cluster.ComputeDigest());
    }

    [Fact]
    public void Time_never_goes_back_and_a_scale_makes_it_faster()
    {
        MasterClock clock = new(_time, 0.02, Timestamp.Zero);
        Timestamp start = clock.Now;
        _time.Pass(1);
        Assert.Equal(TimeSpan.FromSeconds(50), clock.Now - start);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Until(clock.Now + TimeSpan.FromSeconds(50)));
        Assert.Equal(TimeSpan.Zero, clock.Until(start));
        Assert.Equal(Timeout.InfiniteTimeSpan, clock.Until(Timestamp.Never));
        Timestamp later = clock.Now + TimeSpan.FromDays(1);
        Assert.Equal(later, new MasterClock(_time, 1, later).Now);
    }
}
