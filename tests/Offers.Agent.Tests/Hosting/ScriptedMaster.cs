using System.Collections.Concurrent;
using System.Threading.Channels;
using Offers.Wire;
using Connection = Offers.Wire.WireConnection<Offers.AgentReport, Offers.AgentInstruction>;
using Listener = Offers.Wire.WireListener<Offers.AgentReport, Offers.AgentInstruction>;

namespace Offers.Agents.Tests.Hosting;

/// <summary>
/// A master that does what a test says: it admits whoever registers and acknowledges what it hears.
/// </summary>
internal sealed class ScriptedMaster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Listener _listener;
    private readonly Task _accepting;
    private readonly Channel<AgentReport> _heard = Channel.CreateUnbounded<AgentReport>();
    private Connection? _connection;

    private ScriptedMaster(Listener listener, ResourceSchema schema)
    {
        _listener = listener;
        Schema = schema;
        _accepting = AcceptAsync();
    }

    internal ResourceSchema Schema { get; }

    /// <summary>Whether updates are acknowledged at once.</summary>
    internal bool Acknowledges { get; set; } = true;

    /// <summary>How many parts of registrations were heard.</summary>
    internal int Parts { get; private set; }

    /// <summary>All updates, in order, repetitions too.</summary>
    internal ConcurrentQueue<ReportUpdate> Updates { get; } = new();

    internal static async Task<ScriptedMaster> StartAsync(string path)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        return new ScriptedMaster(
            await WireListener.StartAsync(
                WireEndpoint.Parse($"unix:{path}"), WireProtocols.MasterToAgent("m1", schema)),
            schema);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await Cut();
        await _accepting;
    }

    /// <summary>Breaks the connection; the agent comes again.</summary>
    internal ValueTask Cut() =>
        Interlocked.Exchange(ref _connection, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal Task SendAsync(AgentInstruction instruction) =>
        _connection!.SendAsync(instruction).AsTask();

    /// <summary>The next report that fits; those before it are passed over.</summary>
    internal async Task<T> HearAsync<T>(Func<T, bool>? fits = null)
        where T : AgentReport
    {
        using CancellationTokenSource late = new(Patience);
        while (true)
        {
            AgentReport report = await _heard.Reader.ReadAsync(late.Token);
            if (report is T right && fits?.Invoke(right) != false)
            {
                return right;
            }
        }
    }

    /// <summary>The update of a task that ends it.</summary>
    internal Task<ReportUpdate> EndAsync(string task) =>
        HearAsync<ReportUpdate>(u => u.Task == task && u.State.IsTerminal());

    internal Task<ReportUpdate> StateAsync(string task, TaskState state) =>
        HearAsync<ReportUpdate>(u => u.Task == task && u.State == state);

    internal TaskDescription TaskOf(
        string name, string command, string resources = "cpus:0.1;mem:32") =>
        new(name, "a1", ResourceSet.Parse(Schema, resources))
        {
            Command = new CommandLine(command),
        };

    internal Task LaunchAsync(TaskDescription task, string framework = "f1") =>
        SendAsync(new LaunchReceived(Framework(framework), "*", task));

    internal static FrameworkProfile Framework(string name = "f1") =>
        new(name, new FrameworkDescription
        {
            Roles = ["*"],
            Capabilities = FrameworkCapabilities.TaskKillingState,
        });

    private async Task AcceptAsync()
    {
        while (await _listener.AcceptAsync() is { } connection)
        {
            _connection = connection;
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        List<RegistrationPart> parts = [];
        while (await connection.ReceiveAsync() is { } heard)
        {
            AgentReport report = heard;
            if (heard is RegistrationPart part)
            {
                parts.Add(part);
                Parts++;
                continue;
            }

            if (heard is ReregisterAgent last)
            {
                report = RegistrationParts.Join(parts, last);
                parts.Clear();
            }

            if (report is RegisterAgent or ReregisterAgent)
            {
                connection.TrySend(new AgentAdmitted(false));
            }
            else if (report is ReportUpdate update)
            {
                Updates.Enqueue(update);
                if (Acknowledges)
                {
                    connection.TrySend(
                        new UpdateAcknowledged(update.Framework, update.Task, update.Update));
                }
            }

            _heard.Writer.TryWrite(report);
        }
    }
}
