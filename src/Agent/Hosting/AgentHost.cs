using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Offers.Agents.Containers;
using Offers.Agents.Sandboxes;
using Offers.Wire;

namespace Offers.Agents.Hosting;

/// <summary>
/// The host of an <see cref="Agent"/>: one loop takes what happens, keeps what is to be kept, and
/// only then has done what is to be done. It decides nothing.
/// </summary>
internal sealed partial class AgentHost : IAsyncDisposable
{
    private const int BatchBound = 256;
    private static readonly TimeSpan KeepRetry = TimeSpan.FromMilliseconds(100);
    private readonly Channel<AgentCommand> _inbox = Channel.CreateUnbounded<AgentCommand>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Exception> _failed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly SortedDictionary<string, ContainerWorker> _workers =
        new(StringComparer.Ordinal);

    private readonly List<AgentCommand> _batch = [];
    private readonly List<AgentAction> _actions = [];
    private readonly AgentClock _clock = new(TimeProvider.System);
    private readonly AgentSettings _settings;
    private readonly ResourceSchema _schema;
    private readonly FileStream _lock;
    private readonly GroupLock? _groupLock;
    private readonly AgentStore _store;
    private readonly HostParts _parts;
    private readonly DiskCare _care;
    private readonly WireTls? _tls;
    private readonly AgentMetrics _metrics;
    private Agent _agent;
    private MasterLink? _link;

    /// <summary>
    /// Opens the work directory, finds what there is on the machine and restores the agent.
    /// </summary>
    /// <exception cref="IOException">It cannot start here; the message says why.</exception>
    /// <exception cref="InvalidDataException">What was kept cannot be read.</exception>
    /// <exception cref="AgentSettingsException">The options do not fit what was kept.</exception>
    internal AgentHost(AgentSettings settings, ILogger log, AgentMetrics metrics)
    {
        _settings = settings;
        _metrics = metrics;
        _schema = ResourceSchema.CreateStandard();
        MakeDirectories(settings);
        _lock = DirectoryLock.Take(settings.WorkDirectory, "agent");
        try
        {
            _groupLock = settings.Containment == ContainmentKind.Processes
                ? null
                : GroupLock.Take(settings);
            List<AgentRow> rows = [];
            _store = AgentStore.Open(settings.WorkDirectory, _schema, rows);
            _kept = AgentKept.Of(settings, _schema, rows);
            _agent = _kept.Restore();
            _tls = settings.Tls is { } files
                ? WireTls.FromFiles(files.Certificate, files.Key, files.Authority)
                : null;
            SandboxLayout sandboxes = new(settings.WorkDirectory);
            _care = new DiskCare(settings, sandboxes);
            _parts = PartsOf(sandboxes, log);
        }
        catch
        {
            _store?.Dispose();
            _groupLock?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Whether the agent has left its master for good.</summary>
    internal bool IsEnded => _agent.IsEnded;

    /// <summary>Runs until it is cancelled, or the agent has ended.</summary>
    /// <exception cref="IOException">It cannot go on; the message says why.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration =
            cancellation.Register(static host => ((AgentHost)host!)._stop.Cancel(), this);
        _metrics.Read(Usages);
        Task draining = DrainEventsAsync();
        Task caring = CareAsync();
        try
        {
            await RecoverAsync().ConfigureAwait(false);
            _link = new MasterLink(_parts, _tls);
            await LoopAsync().ConfigureAwait(false);
            await LeaveNothingAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to end: tasks go on, the next life finds them.
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            if (_link is not null)
            {
                await _link.DisposeAsync().ConfigureAwait(false);
            }

            await Task.WhenAll(_workers.Values.Select(worker => worker.Idle))
                .ConfigureAwait(false);
            await _parts.Supervisor.DisposeAsync().ConfigureAwait(false);
            await Task.WhenAll(draining, caring).ConfigureAwait(false);
        }

        if (_failed.Task.IsCompleted)
        {
            throw new IOException(
                $"the agent cannot go on: {_failed.Task.Result.Message}", _failed.Task.Result);
        }
    }

    /// <summary>
    /// The agent is to leave its master for good: everything is killed, and the loop ends when
    /// nothing is left.
    /// </summary>
    internal void Leave() => Post(new AgentLeaves());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _parts.Supervisor.DisposeAsync().ConfigureAwait(false);
        _parts.Memory?.Dispose();
        if (_parts.Groups is { } groups)
        {
            // With a container in it, it stays.
            groups.TryRemoveRoot();
            GroupTrees.TryRemove($"/{groups.Layout.Root}");
        }

        if (_agent.IsEnded)
        {
            _groupLock?.Remove();
        }

        _parts.FetchHttp.Dispose();
        _parts.ProbeHttp.Dispose();
        _parts.Runtimes.Dispose();
        _tls?.Dispose();
        _store.Dispose();
        _groupLock?.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Post(AgentCommand command) => _inbox.Writer.TryWrite(command);

    private void Fail(Exception why)
    {
        _failed.TrySetResult(why);
        _stop.Cancel();
    }

    private async Task LoopAsync()
    {
        while (!_agent.IsEnded)
        {
            _link!.Want(_agent.WantsConnection);
            await WaitAsync().ConfigureAwait(false);
            while (_batch.Count < BatchBound && _inbox.Reader.TryRead(out AgentCommand? next))
            {
                _batch.Add(next);
            }

            if (_agent.NextDeadline <= _clock.Now)
            {
                _batch.Add(new TimePassed());
            }

            await ApplyAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits until something has happened or a time has come.</summary>
    private async Task WaitAsync()
    {
        Timestamp next = _agent.NextDeadline;
        TimeSpan left = next == Timestamp.Never ? Timeout.InfiniteTimeSpan : next - _clock.Now;
        if (next != Timestamp.Never && left <= TimeSpan.Zero)
        {
            return;
        }

        using CancellationTokenSource due =
            CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        due.CancelAfter(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1));
        try
        {
            await _inbox.Reader.WaitToReadAsync(due.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // A time has come.
        }
    }

    /// <summary>
    /// Applies the batch: rows of each command are kept all or none, one sync covers all of them,
    /// and only after it anything is done.
    /// </summary>
    private async Task ApplyAsync()
    {
        bool isSynced = false;
        foreach (AgentCommand command in _batch)
        {
            AgentRow[] rows;
            Timestamp now = _clock.Now;
            lock (_schema)
            {
                AgentEffects effects = _agent.Apply(command, now);
                rows = [.. effects.Rows];
                _actions.AddRange(effects.Actions);
                isSynced |= effects.Durability == Durability.Synced;
            }

            if (rows.Length > 0)
            {
                await KeepAsync(rows).ConfigureAwait(false);
            }
        }

        if (isSynced)
        {
            _metrics.Synced(_store.Sync);
        }

        lock (_schema)
        {
            _actions.ForEach(Carry);
        }

        _batch.ForEach(Settle);
        _actions.Clear();
        _batch.Clear();
    }

    /// <summary>
    /// Keeps rows. While the disk takes nothing the agent does nothing: what runs runs on, and the
    /// master waits.
    /// </summary>
    private async Task KeepAsync(AgentRow[] rows)
    {
        for (bool isTold = false; ; isTold = true)
        {
            try
            {
                lock (_schema)
                {
                    _store.Append(rows);
                }

                if (isTold)
                {
                    HostLog.KeepsAgain(_parts.Log);
                }

                return;
            }
            catch (IOException bad) when (!_store.IsBroken)
            {
                if (!isTold)
                {
                    HostLog.CannotKeep(_parts.Log, bad.Message);
                }
            }

            await Task.Delay(KeepRetry, _stop.Token).ConfigureAwait(false);
        }
    }
}
