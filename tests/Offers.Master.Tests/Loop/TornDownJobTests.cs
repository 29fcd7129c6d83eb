using System.Text.Json;
using Offers.Masters.Frameworks;
using Offers.Masters.Operators;

namespace Offers.Masters.Tests.Loop;

/// <summary>What becomes of a job whose framework an operator has torn down.</summary>
public sealed class TornDownJobTests : IDisposable
{
    private const string Jobs =
        """
        batch:
          - { name: crunch, tasks: 10, command: run forever, cpus: 1, mem: 32 }
        services:
          - { name: web, instances: 2, command: run forever, cpus: 0.5, mem: 32 }
        cron:
          - { name: tick, schedule: "* * * * *", command: work, cpus: 0.5, mem: 32 }
        """;

    private readonly TemporaryDirectory _home = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("batch")]
    [InlineData("gang")]
    public void What_a_job_that_ends_had_still_to_do_is_given_up(string kind)
    {
        using PlayedMaster master = new(_home.Path, _time,
            Jobs.Replace("batch:", $"{kind}:", StringComparison.Ordinal));
        PlayedAgent agent = new("a1", kind == "batch" ? "cpus:4;mem:1024" : "cpus:12;mem:1024");
        master.Connect(agent);
        master.Step();
        master.Step();
        int running = master.Of("crunch").Status!.Value.Running;
        Assert.True(running > 0);
        Assert.Equal(ClusterStatus.Ok, master.TearDown("crunch"));
        master.Step();
        Assert.True(master.Frameworks.TakeEnd());
        JobSummary job = JobSummary.Of(master.Frameworks.All).Single(one => one.Name == "crunch");
        Assert.Equal((0L, 10L, (long)running), (job.Finished, job.GivenUp, job.Killed));
        JobStatus status = master.Of("crunch").Status!.Value;
        Assert.Equal((0, 0, 10), (status.Waiting, status.Running, status.GivenUp));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("tick")]
    public void A_job_that_does_not_end_is_shown_as_removed_and_cannot_be_scaled(string name)
    {
        using PlayedMaster master = new(_home.Path, _time, Jobs);
        master.Connect(new PlayedAgent("a1", "cpus:4;mem:1024"));
        master.Step();
        Assert.True(master.Frameworks.TryScale("web", 2, master.Loop.Now));
        master.TearDown(name);
        master.Step();
        Assert.Equal(name != "web", master.Frameworks.TryScale("web", 3, master.Loop.Now));
        using JsonDocument state = JsonDocument.Parse(StateText.State(master.Loop));
        JsonElement job = state.RootElement.GetProperty("jobs").EnumerateArray()
            .Single(one => one.GetProperty("name").ValueEquals(name));
        Assert.Equal("REMOVED", job.GetProperty("phase").GetString());
        Assert.Equal(0, job.GetProperty(name == "web" ? "ready" : "running").GetInt32());
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("tick", true)]
    [InlineData("web", false)]
    [InlineData("tick", false)]
    public void It_begins_anew_with_the_next_life(string name, bool isHeard)
    {
        string old;
        using (PlayedMaster first = new(_home.Path, _time, Jobs))
        {
            first.Step();
            old = first.Of(name).Id;
            first.TearDown(name);
            first.Loop.Turn();
            if (isHeard)
            {
                first.Step();
            }

            // Else killed when the end is durable and the log of the framework has nothing of it.
        }

        string id;
        using (PlayedMaster second = new(_home.Path, _time, Jobs))
        {
            id = second.Of(name).Id;
            Assert.NotEqual(old, id);
            Assert.Equal(
                [new StaleFramework(old, StaleReason.TornDown)], second.Frameworks.Stale);
            second.Connect(new PlayedAgent("a1", "cpus:4;mem:1024"));
            second.Step();
            Assert.True(second.Of(name).Scheduler.IsSubscribed);
        }

        // And killed again, before what was torn down is forgotten.
        using PlayedMaster third = new(_home.Path, _time, Jobs);
        Assert.Equal(id, third.Of(name).Id);
        Assert.Equal([new StaleFramework(old, StaleReason.TornDown)], third.Frameworks.Stale);
        third.Step();
        Assert.False(third.Of(name).IsRemoved);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_stays_removed_in_the_next_life(bool isHeard)
    {
        string id;
        using (PlayedMaster first = new(_home.Path, _time, Jobs))
        {
            first.Step();
            id = first.Of("crunch").Id;
            first.TearDown("crunch");
            first.Loop.Turn();
            if (isHeard)
            {
                first.Step();
            }
        }

        using PlayedMaster second = new(_home.Path, _time, Jobs);
        second.Step();
        Assert.Equal(id, second.Of("crunch").Id);
        Assert.Empty(second.Frameworks.Stale);
        Assert.True(second.Frameworks.TakeEnd());
        Assert.Equal(10, second.Of("crunch").Status!.Value.GivenUp);
    }
}
