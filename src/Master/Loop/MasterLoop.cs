using System.Diagnostics;
using System.Threading.Channels;
using Offers.Masters.Agents;
using Offers.Masters.Frameworks;
using Offers.Masters.Metrics;
using Offers.Masters.Store;

namespace Offers.Masters.Loop;

/// <summary>
/// The one owner of the cluster: takes what has arrived, applies it, makes all of it as durable as
/// it has to be with one sync, and sends what came of it only then (decision 0028).
/// </summary>
/// <remarks>
/// A turn: (1) everything that has arrived is applied, at most <see cref="MaxTurn"/> at a time;
/// (2) when nothing is left and a deadline has come, time advances; (3) what the commands need to
/// be durable is written, and synced if one of them asks for it; (4) messages go out, in order.
/// Everything here but <see cref="PostAsync"/> and <see cref="AskAsync"/> is of one thread.
/// </remarks>
internal sealed partial class MasterLoop
{
    /// <summary>The most things that arrived which one turn takes.</summary>
    internal const int MaxTurn = 1024;

    /// <summary>The most things that wait for the loop; whoever brings more waits.</summary>
    internal const int MaxWaiting = 8192;

    private readonly Channel<Action> _arrived = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly Cluster _cluster;
    private readonly MasterStore _store;
    private readonly MasterClock _clock;
    private readonly FrameworkDesk _frameworks;
    private readonly MasterMetrics _metrics;
    private readonly AgentDirectory _agents = new();
    private readonly List<Action> _leaving = [];
    private bool _needsSync;
    private Action? _after;
    private Task<bool>? _news;
    private long _connections;

    /// <summary>A loop that has not started.</summary>
    internal MasterLoop(
        Cluster cluster, MasterStore store, MasterClock clock, FrameworkDesk frameworks,
        MasterMetrics metrics, Wire.WireOptions? wire = null)
    {
        _cluster = cluster;
        _store = store;
        _clock = clock;
        _frameworks = frameworks;
        _metrics = metrics;
        Protocol = Wire.WireProtocols.MasterToAgent("master", cluster.Schema, wire);
    }

    /// <summary>The master's side of connections with agents; read on the loop.</summary>
    internal Wire.WireProtocol<AgentReport, AgentInstruction> Protocol { get; }

    /// <summary>Bounds the bytes of frames that wait for the loop.</summary>
    internal ArrivalBudget Arrivals { get; init; } = new();

    /// <summary>Registrations that come in parts; for the loop's own thread.</summary>
    internal RegistrationGathering Registrations { get; init; } = new();

    /// <summary>Things that wait for the loop.</summary>
    internal int Waiting => _arrived.Reader.Count;

    /// <summary>The cluster; for the loop's own thread.</summary>
    internal Cluster Cluster => _cluster;

    /// <summary>The agents' connections; for the loop's own thread.</summary>
    internal AgentDirectory Agents => _agents;

    /// <summary>The demo frameworks; for the loop's own thread.</summary>
    internal FrameworkDesk Frameworks => _frameworks;

    /// <summary>The present; for the loop's own thread.</summary>
    internal Timestamp Now => _clock.Now;

    /// <summary>
    /// Called at the end of a turn when every job that ends has ended; may be null.
    /// </summary>
    internal Action? JobsEnded { get; set; }

    /// <summary>A number for a connection, never given before in this life of the master.</summary>
    internal long NextConnection() => Interlocked.Increment(ref _connections);

    /// <summary>
    /// Brings something for the loop to do on its thread; waits while much is waiting already.
    /// </summary>
    /// <exception cref="ChannelClosedException">The loop has ended.</exception>
    internal ValueTask PostAsync(Action action, CancellationToken cancellation = default) =>
        _arrived.Writer.WriteAsync(action, cancellation);

    /// <summary>
    /// Asks something on the loop's thread; completes when all that it may tell of is written.
    /// </summary>
    /// <exception cref="ChannelClosedException">The loop has ended.</exception>
    internal async Task<T> AskAsync<T>(
        Func<MasterLoop, T> question, CancellationToken cancellation = default)
    {
        TaskCompletionSource<T> answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(() => Answer(question, answer, cancellation), cancellation)
            .ConfigureAwait(false);
        return await Race(answer.Task, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Has a command carried out; completes with its status when it is as durable as it has to be.
    /// </summary>
    /// <exception cref="ChannelClosedException">The loop has ended.</exception>
    internal async Task<ClusterStatus> ApplyAsync(
        ClusterCommand command, CancellationToken cancellation = default)
    {
        TaskCompletionSource<ClusterStatus> answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(() => Apply(command, null, answer), cancellation).ConfigureAwait(false);
        return await Race(answer.Task, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs until it is called off. The first command of a life is to be applied before.
    /// </summary>
    /// <exception cref="IOException">The disk refused: what was not sent is not to be.</exception>
    internal void Run(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Turn();
                Wait(stop);
            }

            Commit();
            Dispatch();
        }
        finally
        {
            _arrived.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    /// <summary>One turn, without waiting.</summary>
    internal void Turn()
    {
        int taken = 0;
        while (taken < MaxTurn && _arrived.Reader.TryRead(out Action? action))
        {
            action();
            taken++;
        }

        _frameworks.Advance(_clock.Now);
        while (_frameworks.Calls.TryDequeue(out ClusterCommand? call))
        {
            Apply(call);
        }

        if (taken < MaxTurn && _cluster.NextDeadline <= _clock.Now)
        {
            Apply(new AdvanceTime());
        }

        Commit();
        Dispatch();
        _metrics.Turned(_cluster, _agents.Count, taken);
        if (_store.WantsRoll)
        {
            Roll();
        }

        Action? after = _after;
        _after = null;
        after?.Invoke();
        if (JobsEnded is { } ended && _frameworks.TakeEnd())
        {
            ended();
        }
    }

    /// <summary>Has something done at the end of the next turn; of the loop's thread.</summary>
    internal void AfterTurn(Action action) => _after = action;

    private void Wait(CancellationToken stop)
    {
        Timestamp next = _cluster.NextDeadline;
        next = next < _frameworks.NextDeadline ? next : _frameworks.NextDeadline;
        bool isBusy = _frameworks.Calls.Count > 0 || _leaving.Count > 0 || _after is not null;
        TimeSpan left = isBusy ? TimeSpan.Zero : _clock.Until(next);
        if (left == TimeSpan.Zero)
        {
            return;
        }

        _news ??= _arrived.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        try
        {
            if (_news.Wait(left, stop))
            {
                _news = null;
            }
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token itself.
        }
    }

    /// <summary>Makes durable what the turn has applied, before anybody hears of it.</summary>
    private void Commit()
    {
        if (!_needsSync)
        {
            _frameworks.Write();
            _store.Write();
            return;
        }

        // What schedulers have heard comes first: who acknowledged something must know it.
        long started = Stopwatch.GetTimestamp();
        _frameworks.Sync();
        _store.Sync();
        _needsSync = false;
        _metrics.Synced(Stopwatch.GetElapsedTime(started));
    }

    private void Dispatch()
    {
        // What is sent may bring more to send, in a later turn; calls go through a queue.
        foreach (Action send in _leaving)
        {
            send();
        }

        _leaving.Clear();
    }

    private void Roll()
    {
        long started = Stopwatch.GetTimestamp();
        _store.Roll(_cluster);
        _metrics.Rolled(Stopwatch.GetElapsedTime(started));
    }

    private void Answer<T>(
        Func<MasterLoop, T> question, TaskCompletionSource<T> answer,
        CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        // It may tell of what this turn has applied, so it leaves when that is in the journal.
        try
        {
            T found = question(this);
            _leaving.Add(() => answer.TrySetResult(found));
        }
        catch (Exception bad)
        {
            // A question changes nothing: whatever is wrong with it is its asker's alone.
            _leaving.Add(() => answer.TrySetException(bad));
        }
    }
}
