namespace Offers.Core.Tests.Schedulers;

/// <summary>What holds of batches whatever the network does, for many seeds.</summary>
public sealed class BatchPropertyTests
{
    private const int Seeds = 40;

    [Fact]
    public void Each_task_is_counted_as_finished_once_or_given_up_once()
    {
        for (int seed = 0; seed < Seeds * PropertyRunner.Factor; seed++)
        {
            try
            {
                Run(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    private static void Run(int seed)
    {
        BatchScheduler batch = new(Talk.Profile(), new SchedulerOptions { Seed = (ulong)seed });
        FakeMaster master = new(batch, seed);
        master.AddAgents(4, "cpus:4;mem:1000");
        master.Play = _ => (1, master.Random.Next(1, 60),
            master.Random.Next(4) == 0 ? TaskState.Failed : TaskState.Finished);
        master.Faults = FakeFaults.Many;
        master.Connect();
        batch.Submit(new JobDescription("one", 30, Talk.Template()) { Retries = seed % 3 });
        batch.Submit(new JobDescription("two", 5, Talk.Template("cpus:2;mem:300"))
        {
            PreferredAgents = ["agent1"],
        });
        for (int i = 0; i < 10; i++)
        {
            FakeAgent agent = master.Agents[master.Random.Next(master.Agents.Count)];
            master.Partition(agent, TimeSpan.FromSeconds(master.Random.Next(1, 600)));
            master.RunFor(60);
        }

        master.Faults = FakeFaults.None;
        master.RunFor(9_000);
        Assert.True(batch.IsDone);
        JobStatus one = batch.StatusOf("one")!.Value;
        JobStatus two = batch.StatusOf("two")!.Value;
        Assert.Equal(30, one.Finished + one.GivenUp);
        Assert.Equal(5, two.Finished + two.GivenUp);
        Assert.True(one.Finished + two.Finished <= master.FinishedTasks);
        Assert.Empty(master.Alive);
        Assert.Equal(0, master.OpenOffers);
    }
}
