using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Connection = Offers.Agents.Processes.LineChannel<
    Offers.Agents.Processes.SupervisorRequest,
    Offers.Agents.Processes.SupervisorMessage>;

namespace Offers.Agents.Processes;

/// <summary>Answers agents on the supervisor's socket and decides when it is done.</summary>
internal sealed partial class SupervisorServer
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int CredentialsBytes = 12;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private readonly Supervisor _supervisor;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly TimeSpan _startPatience;
    private readonly ConcurrentDictionary<Connection, bool> _connections = [];
    private readonly Lock _gate = new();
    private volatile bool _stopsWhenEmpty;
    private Connection? _agent;
    private int _starts;

    /// <summary>Answers on a socket that is made when it runs.</summary>
    /// <param name="supervisor">What holds the processes.</param>
    /// <param name="path">The socket.</param>
    /// <param name="startPatience">
    /// How long a new agent waits for starts of the one before it, and then for their end.
    /// </param>
    /// <param name="time">The clock.</param>
    internal SupervisorServer(
        Supervisor supervisor, string path, TimeSpan startPatience, TimeProvider time)
    {
        _startPatience = startPatience;
        _supervisor = supervisor;
        _path = path;
        _time = time;
        supervisor.Ended = Broadcast;
    }

    /// <summary>
    /// Serves until nothing is held and either no agent has been connected for
    /// <paramref name="idle"/> or it was told to stop when empty. Who removed its directory will
    /// never ask for what has ended: then nothing has to run.
    /// </summary>
    internal async Task RunAsync(TimeSpan idle)
    {
        File.Delete(_path);
        using var listener = new Socket(
            AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_path));
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen();
        Task accepting = AcceptAsync(listener);
        long lastUse = _time.GetTimestamp();
        while (true)
        {
            await Task.Delay(TickInterval, _time).ConfigureAwait(false);
            _supervisor.Tick();
            if (!_connections.IsEmpty)
            {
                lastUse = _time.GetTimestamp();
            }

            bool isIdle = _time.GetElapsedTime(lastUse) >= idle;
            if ((_supervisor.Count == 0 && (_stopsWhenEmpty || isIdle))
                || (isIdle && !File.Exists(_path) && !_supervisor.HasRunning))
            {
                break;
            }
        }

        listener.Close();
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }

        await accepting.ConfigureAwait(false);
    }

    private static bool IsOfThisUser(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialsBytes];
        int length = socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return length == CredentialsBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]) == Native.geteuid();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                Socket socket = await listener.AcceptAsync().ConfigureAwait(false);
                if (IsOfThisUser(socket))
                {
                    _ = ServeAsync(socket);
                    continue;
                }

                SupervisorLog.Write("connection refused: it is another user's");
                socket.Dispose();
            }
            catch (SocketException exception)
            {
                if (exception.SocketErrorCode is SocketError.OperationAborted)
                {
                    return;
                }

                SupervisorLog.Write("accept failed: " + exception.Message);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var connection = new Connection(
            socket, SupervisorLines.Requests, SupervisorLines.Messages);
        await using (connection.ConfigureAwait(false))
        {
            while (await connection.ReceiveAsync(CancellationToken.None).ConfigureAwait(false)
                is { } request)
            {
                if (request.Verb == SupervisorVerb.Start)
                {
                    BeginStart(connection, request);
                }
                else if (request.Verb == SupervisorVerb.Hello)
                {
                    await GreetAsync(connection, request).ConfigureAwait(false);
                }
                else
                {
                    Send(connection, Answer(request));
                }
            }

            _connections.TryRemove(connection, out _);
        }
    }

    private async Task GreetAsync(Connection connection, SupervisorRequest request)
    {
        bool isKnown = request.Version == SupervisorRequest.ProtocolVersion;
        if (isKnown)
        {
            await TakeOverAsync(connection).ConfigureAwait(false);
        }

        connection.Send(new SupervisorMessage(request.Number)
        {
            Version = SupervisorRequest.ProtocolVersion,
            SupervisorPid = Environment.ProcessId,
            Error = isKnown
                ? null
                : $"version {request.Version} of the supervisor's protocol: expected "
                    + SupervisorRequest.ProtocolVersion,
        });
        if (!isKnown)
        {
            return;
        }

        // First the news, then the list: an end in between is told twice rather than never.
        _connections[connection] = true;
        foreach (ProcessStatus status in _supervisor.List().Where(status => status.End is not null))
        {
            connection.Send(new SupervisorMessage(0) { Process = status });
        }
    }

    private void Broadcast(ProcessStatus status)
    {
        foreach (Connection connection in _connections.Keys)
        {
            connection.Send(new SupervisorMessage(0) { Process = status });
        }
    }

    /// <summary>Upon an answer that is too long the agent would close, and ask again.</summary>
    private static void Send(Connection connection, SupervisorMessage answer)
    {
        byte[] line = Connection.LineOf(answer, SupervisorLines.Messages);
        if (line.Length <= Connection.LineBound)
        {
            connection.Send(line);
            return;
        }

        connection.Send(new SupervisorMessage(answer.Number)
        {
            Error = $"found an answer of {line.Length} bytes, expected at most "
                + Connection.LineBound,
        });
    }

    private SupervisorMessage Answer(SupervisorRequest request)
    {
        try
        {
            return Do(request);
        }
        catch (Exception exception)
        {
            // Whatever it is: who holds all tasks does not die of one request, and without an
            // answer that would come again and again.
            if (exception is not (IOException or UnauthorizedAccessException))
            {
                SupervisorLog.Write($"{request.Verb} of process {request.Process}: {exception}");
            }

            return new SupervisorMessage(request.Number)
            {
                Error = FaultText.Of(exception),
            };
        }
    }

    private SupervisorMessage Do(SupervisorRequest request)
    {
        var answer = new SupervisorMessage(request.Number);
        switch (request.Verb)
        {
            case SupervisorVerb.Start when request.Command is { } command:
                return answer with { Process = _supervisor.Start(request.Process, command) };
            case SupervisorVerb.Signal:
                return answer with
                {
                    Process = _supervisor.Signal(
                        request.Process, request.Signal, request.ToGroup),
                };
            case SupervisorVerb.List:
                return answer with { Processes = _supervisor.List() };
            case SupervisorVerb.Forget:
                return _supervisor.Forget(request.Process)
                    ? answer
                    : answer with { Error = $"process {request.Process} runs still" };
            case SupervisorVerb.StopWhenEmpty:
                _stopsWhenEmpty = true;
                return answer;
            default:
                return answer with { Error = $"request {request.Verb}: not understood" };
        }
    }
}
