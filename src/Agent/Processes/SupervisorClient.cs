using System.Threading.Channels;

namespace Offers.Agents.Processes;

/// <summary>
/// The agent's side of the supervisor. Connects again whenever the connection breaks, starts a
/// supervisor when none runs, and repeats what was not answered: every request may be repeated
/// without harm. Safe for many callers at once.
/// </summary>
internal sealed partial class SupervisorClient : IAsyncDisposable
{
    private readonly SupervisorClientOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ProcessStatus> _events = Channel.CreateUnbounded<ProcessStatus>();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, PendingRequest> _pending = [];
    private readonly Dictionary<string, ProcessStatus> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource<ProcessStatus>> _waiters =
        new(StringComparer.Ordinal);

    private readonly Task _running;

    /// <summary>Why nothing is answered any more; null as long as it is.</summary>
    private Exception? _failure;
    private long _lastNumber;
    private int _isDisposed;

    /// <summary>Begins to connect; requests wait until that has come about.</summary>
    internal SupervisorClient(SupervisorClientOptions options)
    {
        _options = options;
        _running = Task.Run(RunAsync);
    }

    /// <summary>
    /// Every end, once each for this client, in the order seen; those that no agent has forgotten
    /// are told anew to each client.
    /// </summary>
    internal ChannelReader<ProcessStatus> Events => _events.Reader;

    /// <summary>The process id of the supervisor last connected to; 0 before that.</summary>
    internal int SupervisorPid { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
            _stop.Dispose();
        }
    }

    /// <summary>
    /// Starts a process; when this returns its program runs (or has run: see
    /// <see cref="ProcessStatus.End"/>). An id that is held already is not started again, its
    /// status is returned.
    /// </summary>
    /// <exception cref="ProcessStartException">It did not start; the message says why.</exception>
    internal async Task<ProcessStatus> StartAsync(
        string id, CommandSpec command, CancellationToken cancellation = default)
    {
        SupervisorMessage answer = await AskAsync(
            new SupervisorRequest(0, SupervisorVerb.Start) { Process = id, Command = command },
            cancellation).ConfigureAwait(false);
        return answer.Process ?? throw new ProcessStartException($"process {id}: no answer");
    }

    /// <summary>Sends a signal to the process's group, or to the process alone.</summary>
    /// <returns>What it is; null when there is none of that id.</returns>
    internal async Task<ProcessStatus?> SignalAsync(
        string id, int signal, bool toGroup = true, CancellationToken cancellation = default)
    {
        SupervisorMessage answer = await AskAsync(
            new SupervisorRequest(0, SupervisorVerb.Signal)
            {
                Process = id,
                Signal = signal,
                ToGroup = toGroup,
            },
            cancellation).ConfigureAwait(false);
        return answer.Process;
    }

    /// <summary>
    /// Ends a process: TERM to its group, and KILL if it is still there after the grace
    /// (semantics 3.2).
    /// </summary>
    /// <returns>Its end; null when there is none of that id.</returns>
    internal async Task<ProcessStatus?> EndAsync(
        string id, TimeSpan grace, CancellationToken cancellation = default)
    {
        ProcessStatus? status =
            await SignalAsync(id, Native.SignalTerm, toGroup: true, cancellation)
                .ConfigureAwait(false);
        if (status is null || status.End is not null)
        {
            return status;
        }

        Task<ProcessStatus> end = WaitAsync(id, cancellation);
        try
        {
            return await end.WaitAsync(grace, _options.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await SignalAsync(id, Native.SignalKill, toGroup: true, cancellation)
                .ConfigureAwait(false);
            return await end.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end of a process that is held.</summary>
    /// <exception cref="IOException">The supervisor is lost for this client.</exception>
    internal Task<ProcessStatus> WaitAsync(string id, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_ended.TryGetValue(id, out ProcessStatus? status))
            {
                return Task.FromResult(status);
            }

            ThrowIfFailed();
            if (!_waiters.TryGetValue(id, out TaskCompletionSource<ProcessStatus>? waiter))
            {
                waiter = new TaskCompletionSource<ProcessStatus>(
                    TaskCreationOptions.RunContinuationsAsynchronously);
                _waiters.Add(id, waiter);
            }

            return waiter.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>All that the supervisor holds, by id.</summary>
    internal async Task<IReadOnlyList<ProcessStatus>> ListAsync(
        CancellationToken cancellation = default)
    {
        SupervisorMessage answer = await AskAsync(
            new SupervisorRequest(0, SupervisorVerb.List), cancellation).ConfigureAwait(false);
        return answer.Processes;
    }

    /// <summary>Acknowledges an end: the id may be used again.</summary>
    /// <exception cref="ProcessStartException">It runs still.</exception>
    internal async Task ForgetAsync(string id, CancellationToken cancellation = default)
    {
        await AskAsync(
            new SupervisorRequest(0, SupervisorVerb.Forget) { Process = id },
            cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            _ended.Remove(id);
        }
    }

    /// <summary>Ends the supervisor as soon as it holds nothing.</summary>
    internal Task StopWhenEmptyAsync(CancellationToken cancellation = default)
    {
        return AskAsync(
            new SupervisorRequest(0, SupervisorVerb.StopWhenEmpty), cancellation);
    }
}
