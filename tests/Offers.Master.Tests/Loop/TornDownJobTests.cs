using Offers.Masters.Frameworks;

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
}
