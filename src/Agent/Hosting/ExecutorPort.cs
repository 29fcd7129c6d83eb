using Offers.Agents.Sandboxes;
using Offers.Wire;
using Connection = Offers.Wire.WireConnection<
    Offers.Wire.ExecutorReport, Offers.Wire.ExecutorInstruction>;
using Listener = Offers.Wire.WireListener<
    Offers.Wire.ExecutorReport, Offers.Wire.ExecutorInstruction>;
using Protocol = Offers.Wire.WireProtocol<
    Offers.Wire.ExecutorReport, Offers.Wire.ExecutorInstruction>;

namespace Offers.Agents.Hosting;

/// <summary>
/// Where the framework's own executor of a container reaches the agent: a socket that is only its
/// user's, so that no other task can speak for it.
/// </summary>
internal sealed class ExecutorPort : IAsyncDisposable
{
    private const int Credits = 64;
    private const int MessageBound = 1 << 14;
    private readonly SemaphoreSlim _credits = new(Credits);
    private readonly HostParts _host;
    private readonly string _container;
    private readonly ContainerFacts _facts;
    private readonly CancellationTokenSource _stop;
    private readonly List<Task> _serving = [];
    private readonly MessageFaults _faults;
    private Connection? _connection;

    /// <summary>Begins to listen.</summary>
    internal ExecutorPort(
        HostParts host, string container, ContainerFacts facts, string? user,
        CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _host = host;
        _container = container;
        _facts = facts;
        _faults = new MessageFaults(host.Log);
        Running = RunAsync(user);
    }

    /// <summary>Completes when it listens no more and nobody is connected.</summary>
    internal Task Running { get; }

    /// <summary>Where the socket of a container is.</summary>
    internal static string PathOf(AgentSettings settings, string container) =>
        Path.Combine(settings.WorkDirectory, "executors", $"{container}.sock");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Running.ConfigureAwait(false);
        _stop.Dispose();
        _credits.Dispose();
    }

    /// <summary>Sends an order; lost if nobody is connected, or does not read.</summary>
    internal void Instruct(InstructExecutor order)
    {
        ExecutorInstruction instruction = order.Kind switch
        {
            ExecutorOrder.Launch => new ExecutorLaunch(order.Description!),
            ExecutorOrder.Kill => new ExecutorKill(order.Task!, order.Grace),
            ExecutorOrder.Acknowledge => new ExecutorAcknowledged(order.Task!, order.Update),
            _ => new ExecutorShutdown(order.Grace ?? TimeSpan.Zero),
        };
        if (Volatile.Read(ref _connection) is { } connection)
        {
            Send(connection, instruction, order.Task ?? order.Description?.Name);
        }
    }

    /// <summary>The agent has taken an update: there is room for another one.</summary>
    internal void Taken()
    {
        try
        {
            _credits.Release();
        }
        catch (ObjectDisposedException)
        {
            // Nobody is listened to any more.
        }
    }

    private void Send(Connection connection, ExecutorInstruction instruction, string? task)
    {
        try
        {
            if (!connection.TrySend(instruction))
            {
                // It is told again when it is back.
                connection.Abort("the executor does not read");
            }
        }
        catch (WireException bad)
        {
            _faults.Tell(
                $"{instruction.GetType().Name} for the executor of container {_container}, "
                + $"task '{task}'", bad);
        }
    }

    private async Task RunAsync(string? user)
    {
        try
        {
            Protocol protocol = WireProtocols.AgentToExecutor(
                _host.Settings.Name, _host.Schema, _host.Settings.Wire);
            string path = PathOf(_host.Settings, _container);
            Listener listener = await WireListener.StartAsync(
                WireEndpoint.Parse($"unix:{path}"), protocol,
                refused: (_, close) => HostLog.ExecutorRefused(_host.Log, _container, close))
                .ConfigureAwait(false);
            await using (listener.ConfigureAwait(false))
            {
                SandboxLayout.Give(path, user);
                while (await listener.AcceptAsync(_stop.Token).ConfigureAwait(false) is { } next)
                {
                    _serving.RemoveAll(static serving => serving.IsCompleted);
                    _serving.Add(ServeAsync(next));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The container is gone, or the agent ends.
        }
        catch (IOException bad)
        {
            // The executor cannot register, and its container ends by that time-out.
            HostLog.ExecutorPortFailed(_host.Log, _container, bad.Message);
        }
        catch (Exception bad)
        {
            _host.Fail(bad);
        }

        await Task.WhenAll(_serving).ConfigureAwait(false);
    }

    private async Task ServeAsync(Connection connection)
    {
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await HearAsync(connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Who does not subscribe in time is gone, as is everybody when the agent ends.
            }
            catch (Exception bad)
            {
                _host.Fail(bad);
            }
        }

        Interlocked.CompareExchange(ref _connection, null, connection);
        WireClose close = await connection.Closed.ConfigureAwait(false);
        HostLog.ExecutorGone(_host.Log, _container, close);
    }

    private async Task HearAsync(Connection connection)
    {
        using CancellationTokenSource first =
            CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        first.CancelAfter(_host.Settings.Wire.HandshakeTimeout);
        while (await connection.ReceiveAsync(first.Token).ConfigureAwait(false) is { } report)
        {
            switch (report)
            {
                case SubscribeExecutor subscribe when IsOurs(subscribe):
                    first.CancelAfter(Timeout.InfiniteTimeSpan);
                    await SubscribeAsync(connection, subscribe).ConfigureAwait(false);
                    break;
                case ExecutorUpdate update when Volatile.Read(ref _connection) == connection:
                    await PostAsync(update).ConfigureAwait(false);
                    break;
                case ExecutorMessage when Volatile.Read(ref _connection) == connection:
                    // Frameworks have no way to hear it yet: it may get lost, says the protocol.
                    break;
                default:
                    await connection.RefuseAsync(
                        $"expected a subscription as executor '{_facts.Sandbox.Executor}' of "
                        + $"framework '{_facts.Framework.Id}' first").ConfigureAwait(false);
                    break;
            }
        }
    }

    private bool IsOurs(SubscribeExecutor subscribe) =>
        string.Equals(subscribe.Executor, _facts.Sandbox.Executor, StringComparison.Ordinal)
        && string.Equals(subscribe.Framework, _facts.Framework.Id, StringComparison.Ordinal);

    private async Task SubscribeAsync(Connection connection, SubscribeExecutor subscribe)
    {
        lock (_host.Schema)
        {
            Send(
                connection, new ExecutorSubscribed(_host.Settings.Name, _facts.Framework), null);
        }

        Interlocked.Exchange(ref _connection, connection)?.Abort("the executor is back");
        _host.Post(new ExecutorConnected(_container));
        foreach (ExecutorUpdate update in subscribe.Updates)
        {
            await PostAsync(update).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever reports faster than the agent takes waits in its own queue.</summary>
    private async Task PostAsync(ExecutorUpdate update)
    {
        await _credits.WaitAsync(_stop.Token).ConfigureAwait(false);
        _host.Post(new ExecutorReported(_container, update.Task, update.State, update.Update)
        {
            Reason = update.Reason,
            Message = Shortened(update.Message),
            IsHealthy = update.IsHealthy,
        });
    }

    /// <summary>What is kept of each update, again with each that follows, has a bound.</summary>
    private static string? Shortened(string? message)
    {
        if (message is null || message.Length <= MessageBound)
        {
            return message;
        }

        bool isSplit = char.IsHighSurrogate(message[MessageBound - 1]);
        return string.Concat(message.AsSpan(0, MessageBound - (isSplit ? 1 : 0)), "...");
    }
}
