using Offers.Masters.Frameworks;

namespace Offers.Masters.Tests.Frameworks;

public sealed class TaskFailureTests
{
    private static readonly Timestamp Start = Timestamp.FromSeconds(1_000);

    [Fact]
    public void A_crash_loop_is_told_by_doubling_and_a_rare_failure_at_once()
    {
        FailureTally tally = new();
        List<(int Number, long LeftOut)> told = [];
        for (int i = 1; i <= 100; i++)
        {
            if (tally.TryTell(Start + TimeSpan.FromSeconds(i), out long leftOut))
            {
                told.Add((i, leftOut));
            }
        }

        Assert.Equal([(1, 0), (2, 0), (4, 1), (8, 3), (16, 7), (32, 15), (64, 31)], told);
        Assert.False(tally.TryTell(Start + TimeSpan.FromMinutes(60), out _));
        Assert.True(tally.TryTell(Start + TimeSpan.FromMinutes(62), out long last));
        Assert.Equal(37, last);
    }

    [Fact]
    public void An_end_is_bad_unless_somebody_wanted_it_and_counts_once()
    {
        TaskCounts counts = new();
        counts.Note(Launch("good", "bad", "killed", "unhealthy", "scaled"));
        counts.Note(new KillTask("f", "scaled"));
        Assert.False(Hear(counts, "unhealthy", TaskState.Running, isHealthy: false));
        Assert.False(Hear(counts, "scaled", TaskState.Running, isHealthy: false));
        Assert.False(Hear(counts, "good", TaskState.Finished));
        Assert.False(Hear(counts, "killed", TaskState.Killed));
        Assert.False(Hear(counts, "scaled", TaskState.Killed));
        Assert.Null(counts.LastFailure);
        Assert.True(Hear(counts, "bad", TaskState.Failed));
        Assert.False(Hear(counts, "bad", TaskState.Failed));
        Assert.Equal("bad", counts.LastFailure!.Task);
        Assert.True(Hear(counts, "unhealthy", TaskState.Killed));
        Assert.Equal("task unhealthy: KILLED: its health check failed",
            counts.LastFailure.ToString());
        Assert.Equal((1, 2, 2), (counts.Finished, counts.Killed, counts.Failed));
    }

    [Fact]
    public void Its_message_is_one_line_of_a_bounded_length()
    {
        TaskUpdated update = new("t", TaskState.Failed)
        {
            Agent = "a1",
            Reason = TaskReason.ContainerLimitationMemory,
            Message = "  ended\nwith 1\t",
        };
        Assert.Equal("task t on a1: FAILED (CONTAINER_LIMITATION_MEMORY): ended with 1",
            TaskFailure.Of(update, false, Start).ToString());
        Assert.Equal(303, TaskFailure.Of(
            update with { Message = new string('x', 9_999) }, false, Start).Message!.Length);
    }

    private static bool Hear(
        TaskCounts counts, string task, TaskState state, bool? isHealthy = null) => counts.Note(
        new TaskUpdated(task, state) { IsHealthy = isHealthy }, Start);

    private static AcceptOffers Launch(params string[] tasks) => new(
        "f", [], [new LaunchTasks([.. tasks.Select(static task =>
            new TaskDescription(task, "a1", ResourceSet.Empty))])]);
}
