using System.Net.Sockets;
using Connection = Offers.Agents.Processes.LineChannel<
    Offers.Agents.Processes.SupervisorMessage,
    Offers.Agents.Processes.SupervisorRequest>;

namespace Offers.Agents.Processes;

/// <summary>How the client stays connected.</summary>
internal sealed partial class SupervisorClient
{
    /// <summary>
    /// How many connections may close upon a request before it is given up. A supervisor that was
    /// killed closes too, so one is no proof; but for ever repeated, one request would keep all
    /// others from their answers.
    /// </summary>
    private const int ClosesBound = 5;

    private Connection? _connection;

    private async Task<SupervisorMessage> AskAsync(
        SupervisorRequest request, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<SupervisorMessage>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        request = request with { Number = Interlocked.Increment(ref _lastNumber) };
        PendingRequest asked = new(request.Process, LineOf(request), answer);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
            ThrowIfFailed();
            _pending.Add(request.Number, asked);
            _connection?.Send(asked.Line);
        }

        try
        {
            SupervisorMessage message =
                await answer.Task.WaitAsync(cancellation).ConfigureAwait(false);
            return message.Error is null
                ? message
                : throw new ProcessStartException(message.Error);
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(request.Number);
            }
        }
    }

    private static byte[] LineOf(SupervisorRequest request)
    {
        byte[] line = Connection.LineOf(request, SupervisorLines.Requests);
        return line.Length <= Connection.LineBound
            ? line
            : throw new ProcessStartException(
                $"process {request.Process}: found a request of {line.Length} bytes, expected at "
                + $"most {Connection.LineBound}");
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                Connection connection = await ConnectAsync().ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await ServeAsync(connection).ConfigureAwait(false);
                }

                await Task.Delay(_options.Retry, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception exception)
        {
            // Whatever it is: who waits for an answer is told, and who asks from now on.
            FailAll(exception as IOException ?? new IOException(
                $"the supervisor is lost: {exception.Message}", exception));
            return;
        }

        FailAll(new ObjectDisposedException(nameof(SupervisorClient)));
    }

    private void ThrowIfFailed()
    {
        if (_failure is IOException lost)
        {
            throw new IOException(lost.Message, lost);
        }

        ObjectDisposedException.ThrowIf(_failure is not null, this);
    }

    private void FailAll(Exception reason)
    {
        _events.Writer.TryComplete(reason is IOException ? reason : null);
        lock (_gate)
        {
            _failure = reason;
            foreach (PendingRequest pending in _pending.Values)
            {
                pending.Answer.TrySetException(reason);
            }

            foreach (TaskCompletionSource<ProcessStatus> waiter in _waiters.Values)
            {
                waiter.TrySetException(reason);
            }
        }
    }

    private async Task<Connection> ConnectAsync()
    {
        string path = new SupervisorPaths(_options.WorkDirectory).Socket;
        long? asked = null;
        long since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await TryConnectAsync(path).ConfigureAwait(false) is { } socket)
            {
                return new Connection(
                    socket, SupervisorLines.Messages, SupervisorLines.Requests);
            }

            if (asked is null
                || TimeProvider.System.GetElapsedTime(asked.Value) > _options.Patience)
            {
                asked = TryLaunch(since) ? TimeProvider.System.GetTimestamp() : null;
                since = asked ?? since;
            }

            await Task.Delay(_options.Retry, _stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Starts a supervisor. What keeps it from that may pass, as a lack of handles does; only what
    /// lasts is a failure.
    /// </summary>
    private bool TryLaunch(long since)
    {
        try
        {
            SupervisorLauncher.Start(_options);
            return true;
        }
        catch (Exception bad) when (bad is UnauthorizedAccessException
            or (IOException and not PathTooLongException)
            && TimeProvider.System.GetElapsedTime(since) < _options.LaunchPatience)
        {
            return false;
        }
    }

    private async Task<Socket?> TryConnectAsync(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), _stop.Token)
                .ConfigureAwait(false);
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        connection.Send(new SupervisorRequest(0, SupervisorVerb.Hello)
        {
            Version = SupervisorRequest.ProtocolVersion,
        });
        SupervisorMessage? hello =
            await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false);
        if (hello?.Error is { } error)
        {
            throw new IOException(error);
        }

        if (hello is null)
        {
            return;
        }

        SupervisorPid = hello.SupervisorPid;
        lock (_gate)
        {
            _connection = connection;
            foreach (PendingRequest pending in _pending.Values)
            {
                connection.Send(pending.Line);
            }
        }

        while (await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false) is { } message)
        {
            Take(message);
        }

        lock (_gate)
        {
            _connection = null;
            GiveUpOne();
        }
    }

    /// <summary>
    /// The supervisor has closed and was asked all that is pending. It answers in order, so of the
    /// requests that met this too often the first is the one it closes upon: that one fails.
    /// </summary>
    private void GiveUpOne()
    {
        long first = 0;
        foreach ((long number, PendingRequest pending) in _pending)
        {
            pending.Closes++;
            if (first == 0 && pending.Closes >= ClosesBound && !pending.Answer.Task.IsCompleted)
            {
                first = number;
            }
        }

        if (_pending.Remove(first, out PendingRequest? given))
        {
            given.Answer.TrySetException(new ProcessStartException(
                $"process {given.Process}: the supervisor closed {given.Closes} connections upon "
                + "the request"));
        }
    }

    private void Take(SupervisorMessage message)
    {
        lock (_gate)
        {
            if (message.Number != 0)
            {
                if (_pending.TryGetValue(message.Number, out PendingRequest? pending))
                {
                    pending.Answer.TrySetResult(message);
                }
            }
            else if (message.Process is { End: not null } status)
            {
                TakeEnd(status);
            }
        }
    }

    private void TakeEnd(ProcessStatus status)
    {
        // The same end comes again after each new connection; an id that was forgotten and used
        // again is another process.
        if (_ended.TryGetValue(status.Id, out ProcessStatus? known)
            && known.Pid == status.Pid && known.StartTicks == status.StartTicks)
        {
            return;
        }

        _ended[status.Id] = status;
        if (_waiters.Remove(status.Id, out TaskCompletionSource<ProcessStatus>? waiter))
        {
            waiter.TrySetResult(status);
        }

        _events.Writer.TryWrite(status);
    }
}
