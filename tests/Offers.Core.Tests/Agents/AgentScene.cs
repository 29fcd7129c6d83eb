namespace Offers.Core.Tests.Agents;

/// <summary>An agent that is told what happens, and what it wanted done and kept.</summary>
internal sealed class AgentScene
{
    private readonly List<AgentRow> _rows = [];
    private readonly List<AgentAction> _actions = [];
    private Agent _agent;

    internal AgentScene(FrameworkCapabilities capabilities = FrameworkCapabilities.MultiRole)
    {
        _agent = new Agent(new AgentProfile("a", Set("cpus:4;mem:4096;disk:1000;ports:[1-9]")));
        Framework = new FrameworkProfile("f", new FrameworkDescription
        {
            Roles = ["r"],
            Capabilities = capabilities,
        });
    }

    internal static ResourceSchema Schema { get; } = ResourceSchema.CreateStandard();

    internal Agent Agent => _agent;

    internal FrameworkProfile Framework { get; set; }

    internal Timestamp Now { get; private set; } = Timestamp.Zero;

    /// <summary>What it wanted done since the last <see cref="Forget"/>.</summary>
    internal IReadOnlyList<AgentAction> Actions => _actions;

    internal IReadOnlyList<AgentRow> Rows => _rows;

    internal Durability Durability { get; private set; }

    internal IEnumerable<ReportUpdate> Updates =>
        _actions.OfType<SendReport>().Select(s => s.Report).OfType<ReportUpdate>();

    internal IEnumerable<string> Told => Updates.Select(u => $"{u.Task} {u.State}");

    internal static ResourceSet Set(string text) => ResourceSet.Parse(Schema, text);

    internal static TaskDescription Task(string name, string resources = "cpus:1") =>
        new(name, "a", Set(resources)) { Command = new CommandLine("sleep 1") };

    internal AgentScene Do(AgentCommand command)
    {
        AgentEffects effects = _agent.Apply(command, Now);
        Durability = effects.Durability;
        _rows.AddRange(effects.Rows);
        _actions.AddRange(effects.Actions);
        List<string> broken = [];
        _agent.CheckInvariants(broken);
        Assert.Empty(broken);
        return this;
    }

    internal AgentScene Hear(AgentInstruction instruction) =>
        Do(new InstructionArrived(instruction));

    internal AgentScene Forget()
    {
        _actions.Clear();
        return this;
    }

    internal AgentScene Register() => Do(new MasterConnected(1)).Wait(1)
        .Hear(new AgentAdmitted(IsDraining: false)).Forget();

    internal AgentScene Launch(TaskDescription task) =>
        Hear(new LaunchReceived(Framework, "r", task));

    /// <summary>A task that runs, in a container of its own.</summary>
    internal AgentScene Run(TaskDescription task)
    {
        Launch(task);
        string container = _actions.OfType<CreateContainer>().Last().Container;
        return Do(new ContainerCreated(container))
            .Do(new ProcessStarted(container, task.Name)).AcknowledgeAll().Forget();
    }

    internal AgentScene AcknowledgeAll()
    {
        for (int i = 0; i < 100; i++)
        {
            ReportUpdate? update = Updates.LastOrDefault(u => !_acknowledged.Contains(u.Update));
            if (update is null)
            {
                break;
            }

            _acknowledged.Add(update.Update);
            Hear(new UpdateAcknowledged(update.Framework, update.Task, update.Update));
        }

        return this;
    }

    /// <summary>Everything that is due in so much time.</summary>
    internal AgentScene Wait(double seconds)
    {
        Timestamp end = Now + TimeSpan.FromSeconds(seconds);
        while (_agent.NextDeadline <= end)
        {
            Now = _agent.NextDeadline > Now ? _agent.NextDeadline : Now;
            Do(new TimePassed());
        }

        Now = end;
        return this;
    }

    /// <summary>The agent is killed; what it kept is all its next life has.</summary>
    internal AgentScene Crash(AgentRecovered found)
    {
        _agent = Agent.Restore(_rows);
        return Forget().Do(found);
    }

    private readonly HashSet<UpdateId> _acknowledged = [];
}
