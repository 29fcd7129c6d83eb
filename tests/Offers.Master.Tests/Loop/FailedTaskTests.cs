using System.Text.Json;
using Offers.Masters.Frameworks;
using Offers.Masters.Operators;

namespace Offers.Masters.Tests.Loop;

/// <summary>What a master says of tasks that ended badly.</summary>
public sealed class FailedTaskTests : IDisposable
{
    private const string Jobs =
        """
        batch:
          - { name: bad, tasks: 20, command: fail, cpus: 1, mem: 32, retries: 1 }
          - { name: good, tasks: 3, command: work, cpus: 1, mem: 32 }
        """;

    private readonly TemporaryDirectory _home = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Failures_are_told_by_doubling_and_the_last_one_is_kept()
    {
        List<ToldFailure> told = [];
        TaskFailure last;
        using (PlayedMaster master = new(_home.Path, _time, Jobs))
        {
            master.Frameworks.TaskFailed = told.Add;
            master.Connect(new PlayedAgent("a1", "cpus:4;mem:1024"));
            for (int steps = 0; !master.Frameworks.TakeEnd(); steps++)
            {
                Assert.True(steps < 1000, "the batch does not end");
                master.Step();
            }

            Assert.All(told, static one => Assert.Equal("bad", one.Framework.Job.Name));
            Assert.Equal([0, 0, 1, 3, 7, 15], told.Select(static one => one.LeftOut));
            last = master.Of("bad").Counts.LastFailure!;
            Assert.Equal(("a1", TaskState.Failed, "ended with 1"),
                (last.Agent, last.State, last.Message));
            List<JobSummary> jobs = JobSummary.Of(master.Frameworks.All);
            Assert.Equal($"last failure of bad: task {last.Task} on a1: FAILED: ended with 1",
                jobs.Single(static job => job.Name == "bad").FailureLine);
            Assert.Null(jobs.Single(static job => job.Name == "good").FailureLine);
        }

        using PlayedMaster next = new(_home.Path, _time, Jobs);
        Assert.Equal(last, next.Of("bad").Counts.LastFailure);
        using JsonDocument state = JsonDocument.Parse(StateText.State(next.Loop));
        JsonElement[] shown = [.. state.RootElement.GetProperty("jobs").EnumerateArray()];
        JsonElement failure = shown.Single(static one => one.GetProperty("name")
            .ValueEquals("bad")).GetProperty("last_failure");
        Assert.Equal((last.Task, "a1", "FAILED", "NONE", "ended with 1", last.Time.Seconds), (
            failure.GetProperty("task").GetString(), failure.GetProperty("agent").GetString(),
            failure.GetProperty("state").GetString(), failure.GetProperty("reason").GetString(),
            failure.GetProperty("message").GetString(),
            failure.GetProperty("time").GetDouble()));
        Assert.False(shown.Single(static one => one.GetProperty("name").ValueEquals("good"))
            .TryGetProperty("last_failure", out _));
    }
}
