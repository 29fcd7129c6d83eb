namespace Offers.Bench;

/// <summary>
/// A cluster with one framework, many agents and tasks, and a few calls at a time ready to be
/// applied, as a connection that was just read gives them: new objects with texts of their own.
/// Half of the offers are accepted with ten tasks each, half are declined. What is reported and
/// acknowledged are the oldest of many tasks, so that the cluster has to fetch them from memory.
/// </summary>
internal sealed class ClusterCell
{
    internal const int TasksPerOffer = 10;
    internal const int CallsPerTurn = 50;
    internal const int RunningTasks = 5_000;
    internal const int EndedTasks = 5_000;

    private readonly List<ClusterCommand> _calls = [];
    private readonly Queue<(long Task, string Agent)> _running = [];
    private readonly Queue<(long Task, string Agent)> _ended = [];
    private readonly Queue<(OfferKey Key, string Agent)> _offers = [];
    private readonly ResourceKind _cpus;
    private readonly ResourceSet _demand;
    private readonly CommandLine _command = new("true");
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
        schema.TryFind("cpus", out _cpus);
        _demand = ResourceSet.Parse(schema, "cpus:1;mem:512");
        ResourceSet machine = ResourceSet.Parse(schema, "cpus:16;mem:16384");
        for (int i = 0; i < agents; i++)
        {
            Apply(new RegisterAgent(new AgentProfile($"agent-{i}", machine), i + 1));
        }

        FrameworkDescription description = new() { Roles = ["bench"] };
        Apply(new Subscribe(new FrameworkProfile("bench", description), 1));
        Fill();
    }

    internal Cluster Cluster { get; }

    /// <summary>Effects that were looked at, so that nothing is optimised away.</summary>
    internal long Messages { get; private set; }

    internal int CallCount => _calls.Count;

    private Timestamp Now { get; set; }

    internal void PrepareAccepts()
    {
        _calls.Clear();
        for (int i = 0; i < CallsPerTurn; i++)
        {
            _calls.Add(Accept(NextOffer()));
        }
    }

    internal void PrepareDeclines()
    {
        _calls.Clear();
        for (int i = 0; i < CallsPerTurn; i++)
        {
            _calls.Add(new DeclineOffers("bench", [NextOffer().Key]) { Refusal = TimeSpan.Zero });
        }
    }

    internal void PrepareUpdates()
    {
        _calls.Clear();
        for (int i = 0; i < CallsPerTurn * TasksPerOffer; i++)
        {
            (long task, string agent) = _running.Dequeue();
            _ended.Enqueue((task, agent));
            _calls.Add(new ReportUpdate(
                agent, "bench", NameOf(task), TaskState.Finished, UpdateOf(task)));
        }
    }

    internal void PrepareAcknowledgements()
    {
        _calls.Clear();
        for (int i = 0; i < CallsPerTurn * TasksPerOffer; i++)
        {
            (long task, string agent) = _ended.Dequeue();
            _calls.Add(new AcknowledgeUpdate("bench", agent, NameOf(task), UpdateOf(task)));
        }
    }

    internal void ApplyCalls()
    {
        foreach (ClusterCommand call in _calls)
        {
            Apply(call);
        }
    }

    private static string NameOf(long task) => $"task-{task}";

    private static UpdateId UpdateOf(long task) => new(1, (ulong)task);

    /// <summary>Launches what runs and what has ended all the time while others are measured.</summary>
    private void Fill()
    {
        while (_names < RunningTasks + EndedTasks)
        {
            PrepareAccepts();
            ApplyCalls();
        }

        while (_ended.Count < EndedTasks)
        {
            PrepareUpdates();
            ApplyCalls();
        }
    }

    /// <summary>The next open offer; a batch makes new ones when there is none.</summary>
    private (OfferKey Key, string Agent) NextOffer()
    {
        while (_offers.Count == 0)
        {
            Now += TimeSpan.FromSeconds(1);
            foreach (ref readonly ClusterMessage message in
                Cluster.Apply(new AdvanceTime(), Now).Messages)
            {
                if (message.Kind == MessageKind.Offered
                    && Cluster.ResourcesOf(in message)[_cpus] >= TasksPerOffer * 1_000)
                {
                    _offers.Enqueue((message.Offer, message.Agent!));
                }
            }
        }

        return _offers.Dequeue();
    }

    private AcceptOffers Accept((OfferKey Key, string Agent) offer)
    {
        TaskDescription[] tasks = new TaskDescription[TasksPerOffer];
        for (int i = 0; i < tasks.Length; i++)
        {
            _running.Enqueue((++_names, offer.Agent));
            tasks[i] = new TaskDescription(NameOf(_names), offer.Agent, _demand)
            {
                Command = _command,
            };
        }

        return new AcceptOffers("bench", [offer.Key], [new LaunchTasks([.. tasks])])
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
