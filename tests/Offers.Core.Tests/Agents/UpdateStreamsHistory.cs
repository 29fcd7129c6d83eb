namespace Offers.Core.Tests.Agents;

/// <summary>A random history of <see cref="UpdateStreams"/> beside a slow twin.</summary>
internal sealed class UpdateStreamsHistory(int seed)
{
    private const TaskReason Health = TaskReason.TaskHealthCheckStatusUpdated;
    private readonly Random _random = new(seed);
    private readonly List<SlowStream> _slow = [];
    private UpdateStreams _fast = new();
    private Timestamp _now = Timestamp.Zero;
    private bool _isPaused = true;
    private ulong _ids;
    private long _sendings;

    private sealed class SlowStream
    {
        public required string Task { get; init; }

        public List<ReportUpdate> Waiting { get; } = [];

        public Timestamp Due { get; set; } = Timestamp.Never;

        public double Retry { get; set; } = 10;

        public long Order { get; set; }
    }

    public void Play(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Step();
            Compare($"seed {seed}, step {i}");
        }
    }

    private void Step()
    {
        string task = $"t{_random.Next(4)}";
        switch (_random.Next(10))
        {
            case < 4:
                Add(task);
                break;
            case < 7:
                Acknowledge(task);
                break;
            case 7:
                Advance(_random.NextDouble() * 300);
                break;
            case 8:
                PauseOrResume();
                break;
            default:
                Restart();
                break;
        }
    }

    private SlowStream? Find(string task) => _slow.Find(s => s.Task == task);

    private void Add(string task)
    {
        TaskState state = (TaskState)_random.Next(7);
        bool isHealth = _random.Next(3) == 0;
        ReportUpdate update = new("a", "f", task, state, new UpdateId(7, ++_ids))
        {
            Reason = isHealth ? Health : TaskReason.None,
        };
        SlowStream? stream = Find(task);
        bool isClosed = stream?.Waiting.Exists(u => u.State.IsTerminal()) == true;
        Assert.Equal(
            !isClosed, isHealth ? _fast.AddHealth(update, _now) : _fast.Add(update, _now));
        if (isClosed)
        {
            return;
        }
        if (stream is null)
        {
            stream = new SlowStream { Task = task };
            _slow.Add(stream);
        }
        if (isHealth && stream.Waiting is [.., var before, { Reason: Health } last]
            && before.State == state && last.State == state)
        {
            stream.Waiting.Remove(last);
        }
        stream.Waiting.Add(update);
        if (stream.Waiting.Count == 1)
        {
            Start(stream);
        }
    }

    private void Start(SlowStream stream)
    {
        stream.Retry = 10;
        stream.Due = stream.Waiting.Count > 0 && !_isPaused ? _now : Timestamp.Never;
        stream.Order = ++_sendings;
    }

    private void Acknowledge(string task)
    {
        SlowStream? stream = Find(task);
        bool isRight = stream?.Waiting.Count > 0 && _random.Next(3) > 0;
        UpdateId id = isRight ? stream!.Waiting[0].Update : new UpdateId(8, 8);
        StreamProgress progress = _fast.Acknowledge("f", task, id, _now);
        if (!isRight)
        {
            Assert.Equal(StreamProgress.None, progress);
            return;
        }
        bool isEnd = stream!.Waiting[0].State.IsTerminal();
        Assert.Equal(isEnd ? StreamProgress.Ended : StreamProgress.Advanced, progress);
        stream.Waiting.RemoveAt(0);
        if (isEnd)
        {
            _slow.Remove(stream);
        }
        else
        {
            Start(stream);
        }
    }

    private void Advance(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        List<ReportUpdate> due = [];
        while (_fast.NextDeadline <= _now)
        {
            _fast.TakeSome(_now, _random.Next(1, 4), due);
        }
        List<ReportUpdate> expected = [];
        while (_slow.Where(s => s.Due <= _now).OrderBy(s => s.Due).ThenBy(s => s.Order)
            .FirstOrDefault() is SlowStream stream)
        {
            expected.Add(stream.Waiting[0]);
            stream.Due = _now + TimeSpan.FromSeconds(stream.Retry);
            stream.Retry = Math.Min(600, stream.Retry * 2);
            stream.Order = ++_sendings;
        }
        Assert.Equal(expected.Select(u => u.Update), due.Select(u => u.Update));
        Assert.All(due, u => Assert.Equal(
            Find(u.Task)!.Waiting[^1].State, u.LatestState ?? u.State));
    }

    private void PauseOrResume()
    {
        _isPaused = !_isPaused;
        if (_isPaused)
        {
            _fast.Pause();
        }
        else
        {
            _fast.Resume(_now);
        }
        _slow.ForEach(Start);
    }

    private void Restart()
    {
        _fast = UpdateStreams.Restore(_fast.Save());
        _slow.RemoveAll(s => s.Waiting.Count == 0);
        _isPaused = true;
        _slow.ForEach(Start);
    }

    private void Compare(string place)
    {
        Timestamp due = _slow.Count == 0 ? Timestamp.Never : _slow.Min(s => s.Due);
        Assert.True(due == _fast.NextDeadline, $"{place}: {_fast.NextDeadline}, not {due}");
        Assert.Equal(_slow.Count, _fast.Count);
        Assert.Equal(_slow.Count(s => s.Waiting.Count > 0), _fast.CountInFlight);
        Assert.Equal(
            _slow.Where(s => s.Waiting.Count > 0).Select(s => s.Waiting[0].Update),
            _fast.Save().Select(s => s.Waiting[0].Update));
    }
}
