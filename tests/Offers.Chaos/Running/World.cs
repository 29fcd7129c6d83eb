namespace Offers.Chaos;

/// <summary>
/// One cluster, its agents, frameworks and operator, and the network between them, in virtual time:
/// a function of its options.
/// </summary>
internal sealed partial class World
{
    private readonly List<AgentNode> _agents = [];
    private readonly List<FrameworkNode> _frameworks = [];
    private readonly Chance _plan;
    private readonly Dictionary<string, ResourceVector> _most = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private readonly Dictionary<int, int> _names = [];
    private readonly Dictionary<string, ulong> _lives = new(StringComparer.Ordinal);

    public World(WorldOptions options)
    {
        Options = options;
        Mix = new FaultMix(options);
        _plan = new Chance(options.Seed, "plan");
        Schema = ResourceSchema.CreateStandard();
        Schema.Add("ports", "");
        Net = new Net(this);
        Master = new MasterHost(this, ClusterOptionsOf());
    }

    public WorldOptions Options { get; }

    public FaultMix Mix { get; }

    public Counters Counters { get; } = new();

    public Timeline Time { get; } = new();

    public ResourceSchema Schema { get; }

    public Net Net { get; }

    public MasterHost Master { get; }

    /// <summary>Whether faults and new work have stopped.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>Whether the costly checks are due at this command.</summary>
    public bool IsCheckTime => Master.Monitor.Commands % Options.CheckEvery == 0;

    /// <summary>The machines.</summary>
    public List<AgentNode> Agents => _agents;

    /// <summary>How many incidents were planned so far; for shrinking.</summary>
    public int Incidents { get; private set; }

    /// <summary>When the faults stopped.</summary>
    public Timestamp StoppedAt { get; private set; } = Timestamp.Never;

    /// <summary>A framework that a master may know, or an agent.</summary>
    public void Note(FrameworkProfile framework) => _seen.Add(framework.Id);

    /// <summary>The most that an agent ever had.</summary>
    public ResourceVector MostOf(string agent) => _most.GetValueOrDefault(agent);

    public OfferKey? SomeOfferOfOthers(string framework, Chance chance)
    {
        OfferKey[] keys = [.. Master.Monitor.OpenOffers
            .Where(o => o.Framework != framework).Select(o => o.Key)];
        return keys.Length == 0 ? null : chance.Of(keys);
    }

    /// <summary>Lets everything happen, to the very end.</summary>
    public void Run()
    {
        Start();
        Timestamp latest = Timestamp.FromSeconds(24 * 3600);
        latest = latest < Options.StopAt ? latest : Options.StopAt;
        while (Master.Monitor.Commands < Options.Commands && Time.Next <= latest)
        {
            Time.Step();
        }
        StoppedAt = Time.Now;
        End();
    }

    public AgentProfile AgentProfileOf(string name, int number)
    {
        Chance chance = new(Options.Seed, $"machine {name}");
        int cpus = chance.Of([1, 2, 4, 8]);
        string text = $"cpus:{cpus};mem:{cpus * 1024};disk:{1024 * (1 + chance.Below(8))}"
            + (chance.PerMille(200) ? ";gpus:2" : "")
            + (chance.Half() ? ";ports:[31000-31005]" : "")
            + (chance.PerMille(300) ? ";cpus(ml):1;mem(ml):512" : "")
            + (chance.PerMille(200) ? ";disk(web)[MOUNT:/mnt]:500" : "")
            + (chance.PerMille(200) ? ";cpus{REV}:2" : "");
        AgentCapabilities capabilities = chance.PerMille(200)
            ? AgentCapabilities.All & ~(AgentCapabilities)(1 << (2 + chance.Below(6)))
            : AgentCapabilities.All;
        ResourceSet resources = ResourceSet.Parse(Schema, text);
        Grow(name, resources);
        return new AgentProfile(name, resources)
        {
            Hostname = $"host{number}",
            Capabilities = capabilities,
            Version = chance.PerMille(10) ? 0 : 1,
        };
    }

    public string NewFrameworkName(int number)
    {
        _names[number] = _names.GetValueOrDefault(number, 1) + 1;
        return $"f{number}.{_names[number]}";
    }

    /// <summary>The number of a further life of a framework; each has names of its own.</summary>
    public ulong NewLife(string framework)
    {
        _lives[framework] = _lives.GetValueOrDefault(framework, 1UL) + 1;
        return _lives[framework];
    }

    private void Grow(string agent, ResourceSet total) => _most[agent] =
        ResourceVector.Max(_most.GetValueOrDefault(agent), total.Quantities);

    private void Start()
    {
        int agents = 1 + _plan.Below(6);
        int frameworks = 1 + _plan.Below(5);
        for (int i = 1; i <= agents; i++)
        {
            if (!Options.AbsentAgents.Contains(i))
            {
                AgentNode node = new(this, i);
                _agents.Add(node);
                Time.In(node.Chance.Upto(10), node.ConnectSoon);
            }
        }
        for (int i = 1; i <= frameworks; i++)
        {
            if (!Options.AbsentFrameworks.Contains(i))
            {
                FrameworkNode node = new(this, i);
                _frameworks.Add(node);
                Time.In(node.Chance.Upto(10), node.Start);
            }
        }
        PlanNext();
    }

    private ClusterOptions ClusterOptionsOf()
    {
        Chance chance = new(Options.Seed, "options");
        return new ClusterOptions
        {
            Allocator = new InitOptions
            {
                Mode = chance.Half() ? AllocatorMode.Mesos : AllocatorMode.Default,
                Interval = TimeSpan.FromSeconds(chance.Of([0.2, 1.0, 5.0])),
                Seed = Options.Seed,
                AllocateOnReturn = chance.Half(),
                OfferTimeout = chance.Half() ? TimeSpan.FromSeconds(20) : null,
                HoardLimit = chance.PerMille(100) ? 500 : null,
            },
            ReregistrationTimeout = TimeSpan.FromSeconds(chance.Of([20, 120, 600])),
            RemovalInterval = TimeSpan.FromSeconds(chance.Of([0, 30, 120])),
            MaxCompletedFrameworks = chance.Of([1, 50]),
            MaxCompletedTasks = chance.Of([0, 2, 1000]),
            Preemption = chance.PerMille(400)
                ? new PreemptionOptions
                {
                    Grace = TimeSpan.FromSeconds(chance.Of([0, 5, 60])),
                    KeepFor = TimeSpan.FromSeconds(chance.Of([10, 60])),
                }
                : null,
            OptimisticOffers = chance.PerMille(100),
            RateLimits = chance.PerMille(150)
                ? [new RateLimit("alice", 2000, chance.Of([0, 20]))]
                : [],
            Roles = chance.PerMille(50) ? ["web", "batch", "eng/web"] : null,
        };
    }
}
