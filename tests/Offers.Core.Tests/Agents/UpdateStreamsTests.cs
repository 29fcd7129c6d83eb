namespace Offers.Core.Tests.Agents;

/// <summary>Status updates until they are acknowledged (semantics 2.6).</summary>
public sealed class UpdateStreamsTests
{
    private readonly UpdateStreams _streams = new();
    private Timestamp _now = Timestamp.FromSeconds(100);

    public UpdateStreamsTests() => _streams.Resume(_now);

    [Fact]
    public void The_first_update_is_sent_at_once_and_again_after_10_s_doubling_to_10_min()
    {
        Add("t", TaskState.Running, 1);
        double[] expected = [0, 10, 20, 40, 80, 160, 320, 600, 600, 600];
        foreach (double seconds in expected)
        {
            Assert.Equal(_now + TimeSpan.FromSeconds(seconds), _streams.NextDeadline);
            _now = _streams.NextDeadline;
            Assert.Equal(["t Running 1"], Due());
            Assert.Empty(Due());
        }
    }

    [Fact]
    public void One_update_of_a_task_is_in_flight_and_tells_the_latest_state()
    {
        Add("t", TaskState.Starting, 1);
        Add("t", TaskState.Running, 2);
        Add("u", TaskState.Running, 3);
        Assert.Equal(["t Starting 1 latest Running", "u Running 3"], Due());
        Add("t", TaskState.Finished, 4);
        Assert.Equal(StreamProgress.Advanced, Acknowledge("t", 1));
        Assert.Equal(["t Running 2 latest Finished"], Due());
        Assert.Equal(StreamProgress.Advanced, Acknowledge("t", 2));
        Assert.Equal(["t Finished 4"], Due());
        Assert.Equal(StreamProgress.Ended, Acknowledge("t", 4));
        Assert.Empty(Due());
        Assert.Equal(1, _streams.Count);
    }

    [Fact]
    public void Acknowledgements_that_are_wrong_early_late_or_twice_do_nothing()
    {
        Add("t", TaskState.Starting, 1);
        Add("t", TaskState.Running, 2);
        Assert.Equal(StreamProgress.None, Acknowledge("t", 2));
        Assert.Equal(StreamProgress.None, Acknowledge("t", 9));
        Assert.Equal(StreamProgress.None, Acknowledge("u", 1));
        Assert.Equal(StreamProgress.Advanced, Acknowledge("t", 1));
        Assert.Equal(StreamProgress.None, Acknowledge("t", 1));
    }

    [Fact]
    public void An_update_is_taken_in_once_and_none_follows_the_end()
    {
        Assert.True(Add("t", TaskState.Running, 1));
        Assert.False(Add("t", TaskState.Running, 1));
        Acknowledge("t", 1);
        Assert.False(Add("t", TaskState.Running, 1));
        Assert.True(Add("t", TaskState.Failed, 2));
        Assert.False(Add("t", TaskState.Killed, 3));
    }

    [Fact]
    public void An_update_without_an_id_is_refused() =>
        Assert.Throws<ArgumentException>(() => Add("t", TaskState.Running, 0));

    [Fact]
    public void Without_a_master_nothing_is_sent_and_with_a_new_one_everything_at_once()
    {
        Add("t", TaskState.Running, 1);
        Add("u", TaskState.Failed, 2);
        Due();
        _now += TimeSpan.FromSeconds(10);
        Due();
        _streams.Pause();
        Assert.Equal(Timestamp.Never, _streams.NextDeadline);
        _now += TimeSpan.FromHours(1);
        Assert.Empty(Due());
        _streams.Resume(_now);
        Assert.Equal(["t Running 1", "u Failed 2"], Due());
        Assert.Equal(_now + UpdateStreams.FirstRetry, _streams.NextDeadline);
    }

    [Fact]
    public void A_restart_finds_what_waited_and_starts_paused()
    {
        Add("t", TaskState.Starting, 1);
        Add("t", TaskState.Running, 2);
        Add("t", TaskState.Finished, 3);
        Acknowledge("t", 1);
        UpdateStreams next = UpdateStreams.Restore(_streams.Save());
        Assert.True(next.IsPaused);
        Assert.Equal(_streams.Save(), next.Save());
        next.Resume(_now);
        List<ReportUpdate> due = [];
        next.TakeDue(_now, due);
        Assert.Equal(["t Running 2 latest Finished"], due.Select(Text));
    }

    [Fact]
    public void A_checkpoint_that_no_streams_wrote_is_refused()
    {
        Add("t", TaskState.Finished, 1);
        ValueList<UpdateStreamState> saved = _streams.Save();
        Assert.Throws<ArgumentException>(
            () => UpdateStreams.Restore([saved[0], saved[0]]));
        Assert.Throws<ArgumentException>(
            () => UpdateStreams.Restore([new UpdateStreamState([], [])]));
    }

    /// <summary>Random histories against a list of lists that is searched for everything.</summary>
    [Fact]
    public void Random_histories_agree_with_a_slow_twin()
    {
        for (int seed = 0; seed < 300 * PropertyRunner.Factor; seed++)
        {
            new UpdateStreamsHistory(seed).Play(120);
        }
    }

    private bool Add(string task, TaskState state, ulong id) =>
        _streams.Add(new ReportUpdate("a", "f", task, state, new UpdateId(0, id)), _now);

    private StreamProgress Acknowledge(string task, ulong id) =>
        _streams.Acknowledge("f", task, new UpdateId(0, id), _now);

    private string[] Due()
    {
        List<ReportUpdate> due = [];
        _streams.TakeDue(_now, due);
        return [.. due.Select(Text)];
    }

    private static string Text(ReportUpdate update) =>
        $"{update.Task} {update.State} {update.Update.Low}"
        + (update.LatestState is TaskState latest ? $" latest {latest}" : "");
}
