namespace Offers.Bench;

/// <summary>
/// A cluster with one framework and many agents, and the calls of one round ready to be applied:
/// half of the offers are accepted with ten tasks each, half are declined; then every task is
/// reported as finished, and every report is acknowledged.
/// </summary>
internal sealed class ClusterCell
{
    internal const int TasksPerOffer = 10;

    private readonly List<ClusterCommand> _calls = [];
    private readonly List<(string Task, string Agent)> _running = [];
    private readonly ResourceSet _demand;
    private readonly CommandLine _command = new("true");
    private readonly List<(OfferKey Key, string Agent)> _offers = [];
    private ulong _updates;
    private long _names;

    internal ClusterCell(int agents)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Cluster = new Cluster(schema, new ClusterOptions
        {
            Allocator = new InitOptions { Mode = AllocatorMode.Default },
            MaxCompletedTasks = 100,
            PingInterval = TimeSpan.FromDays(1),
        });
        _demand = ResourceSet.Parse(schema, "cpus:1;mem:512");
        ResourceSet machine = ResourceSet.Parse(schema, "cpus:16;mem:16384");
        for (int i = 0; i < agents; i++)
        {
            Apply(new RegisterAgent(new AgentProfile($"agent-{i}", machine), i + 1));
        }

        FrameworkDescription description = new() { Roles = ["bench"] };
        Apply(new Subscribe(new FrameworkProfile("bench", description), 1));
    }

    internal Cluster Cluster { get; }

    /// <summary>Effects that were looked at, so that nothing is optimised away.</summary>
    internal long Messages { get; private set; }

    internal int CallCount => _calls.Count;

    private Timestamp Now { get; set; }

    /// <summary>Lets a batch offer every agent, and prepares what is done with the offers.</summary>
    internal void PrepareAccepts()
    {
        _offers.Clear();
        _running.Clear();
        _calls.Clear();
        Now += TimeSpan.FromSeconds(1);
        foreach (ref readonly ClusterMessage message in
            Cluster.Apply(new AdvanceTime(), Now).Messages)
        {
            if (message.Kind == MessageKind.Offered)
            {
                _offers.Add((message.Offer, message.Agent!));
            }
        }

        for (int i = 0; i < _offers.Count; i += 2)
        {
            _calls.Add(Accept(_offers[i].Key, _offers[i].Agent));
        }
    }

    internal void PrepareDeclines()
    {
        _calls.Clear();
        for (int i = 1; i < _offers.Count; i += 2)
        {
            _calls.Add(new DeclineOffers("bench", [_offers[i].Key]) { Refusal = TimeSpan.Zero });
        }
    }

    internal void PrepareUpdates()
    {
        _calls.Clear();
        foreach ((string task, string agent) in _running)
        {
            UpdateId id = new(1, ++_updates);
            _calls.Add(new ReportUpdate(agent, "bench", task, TaskState.Finished, id));
        }
    }

    internal void PrepareAcknowledgements()
    {
        ulong id = _updates - (ulong)_running.Count;
        _calls.Clear();
        foreach ((string task, string agent) in _running)
        {
            _calls.Add(new AcknowledgeUpdate("bench", agent, task, new UpdateId(1, ++id)));
        }
    }

    internal void ApplyCalls()
    {
        foreach (ClusterCommand call in _calls)
        {
            Apply(call);
        }
    }

    private AcceptOffers Accept(OfferKey key, string agent)
    {
        TaskDescription[] tasks = new TaskDescription[TasksPerOffer];
        for (int i = 0; i < tasks.Length; i++)
        {
            string name = $"task-{++_names}";
            tasks[i] = new TaskDescription(name, agent, _demand) { Command = _command };
            _running.Add((name, agent));
        }

        return new AcceptOffers("bench", [key], [new LaunchTasks([.. tasks])])
        {
            Refusal = TimeSpan.Zero,
        };
    }

    private void Apply(ClusterCommand call)
    {
        ClusterEffects effects = Cluster.Apply(call, Now);
        if (effects.Status != ClusterStatus.Ok)
        {
            throw new InvalidOperationException($"{call} was refused: {effects.Status}");
        }

        Messages += effects.Messages.Length;
    }
}
