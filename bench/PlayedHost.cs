using System.Diagnostics;
using Offers.Wire;
using Connection = Offers.Wire.WireConnection<Offers.AgentInstruction, Offers.AgentReport>;

namespace Offers.Bench;

/// <summary>
/// The host of a real agent machine with containers and processes that only play: it registers over
/// the wire, hears and reports as <c>offers-agent</c> does, and keeps nothing on a disk.
/// </summary>
internal sealed class PlayedHost(string name, WireEndpoint endpoint, PlayedCounts counts)
{
    private const string Resources = "cpus:8;mem:8192";

    /// <summary>The default spreads agents over a second, which would be all that is measured.
    /// </summary>
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly Queue<AgentCommand> _waiting = new();
    private readonly Dictionary<string, long> _launched = new(StringComparer.Ordinal);
    private readonly Dictionary<UpdateId, string> _running = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private Agent? _agent;
    private Connection? _connection;
    private long _number;
    private bool _isBusy;

    /// <summary>Whether a master has admitted it over the present connection.</summary>
    internal bool IsRegistered
    {
        get
        {
            lock (_schema)
            {
                return _agent?.IsRegistered == true;
            }
        }
    }

    private Timestamp Now => new(Stopwatch.GetElapsedTime(_started).Ticks);

    /// <summary>Connects, and again after each loss, until it is called off.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        _agent = new Agent(
            new AgentProfile(name, ResourceSet.Parse(_schema, Resources)),
            new AgentOptions { RegistrationBackoff = Backoff });
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _connection = await WireDialer.ConnectAsync(
                    endpoint, WireProtocols.AgentToMaster(name, _schema), cancellation: stop);
                await using (_connection)
                {
                    Post(new MasterConnected(++_number));
                    while (await _connection.ReceiveAsync(stop) is { } heard)
                    {
                        Interlocked.Increment(ref counts.Instructions);
                        Post(new InstructionArrived(heard));
                    }
                }

                Post(new MasterDisconnected(_number));
            }
            catch (Exception end) when (end is WireClosedException or OperationCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    /// <summary>Lets time pass, if the agent waits for that.</summary>
    internal void Tick()
    {
        bool isDue;
        lock (_schema)
        {
            isDue = _agent is { } agent && agent.NextDeadline <= Now;
        }

        if (isDue)
        {
            Post(new TimePassed());
        }
    }

    private void Post(AgentCommand command)
    {
        lock (_schema)
        {
            _waiting.Enqueue(command);
            if (_isBusy)
            {
                return;
            }

            _isBusy = true;
            while (_waiting.TryDequeue(out AgentCommand? next))
            {
                Note(next);
                foreach (AgentAction action in _agent!.Apply(next, Now).Actions.ToArray())
                {
                    Carry(action);
                }
            }

            _isBusy = false;
        }
    }

    private void Note(AgentCommand command)
    {
        switch (command)
        {
            case InstructionArrived { Instruction: LaunchReceived launch }:
                _launched[launch.Task.Name] = Stopwatch.GetTimestamp();
                break;
            case InstructionArrived { Instruction: UpdateAcknowledged acknowledged }
                when _running.Remove(acknowledged.Update, out string? task)
                    && _launched.Remove(task, out long since):
                counts.Add(Stopwatch.GetElapsedTime(since));
                break;
        }
    }

    private void Carry(AgentAction action)
    {
        switch (action)
        {
            case SendReport send:
                Send(send.Report);
                break;
            case CreateContainer create:
                Post(new ContainerCreated(create.Container));
                break;
            case ResizeContainer resize:
                Post(new ContainerResized(resize.Container, resize.Resize));
                break;
            case StartProcess start:
                Post(new ProcessStarted(start.Container, start.Process));
                _ = EndAsync(start);
                break;
            case DestroyContainer destroy:
                Post(new ContainerDestroyed(destroy.Container));
                break;
        }
    }

    private void Send(AgentReport report)
    {
        Interlocked.Increment(ref counts.Reports);
        counts.Sample(report);
        if (report is ReportUpdate { State: TaskState.Running } running)
        {
            _running[running.Update] = running.Task;
        }

        if (_connection?.TrySend(report) == false)
        {
            _connection.Abort("the master does not read");
        }
    }

    private async Task EndAsync(StartProcess start)
    {
        await Task.Delay(PlayedCounts.TaskLength);
        Post(new ProcessEnded(start.Container, start.Process, new ProcessEnd { ExitStatus = 0 }));
    }
}
