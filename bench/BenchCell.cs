namespace Offers.Bench;

/// <summary>
/// A cell of equal agents and frameworks in one role, as in the upstream benchmarks. Built once; every
/// cycle is brought back to "every agent free" by declining all offers with zero refuse, which leaves no
/// filter behind.
/// </summary>
public sealed class BenchCell
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private OfferId[] _offers;
    private Timestamp _now;

    public BenchCell(int agents, int frameworks, int roles = 1)
        : this(new CellPlan(agents, frameworks, roles))
    {
    }

    public BenchCell(CellPlan plan)
    {
        Allocator = new Allocator(_schema, plan.Options);
        AgentTotal = ResourceText.Parse(plan.AgentTotal, _schema);
        Agents = new AgentId[plan.Agents];
        Frameworks = new FrameworkId[plan.Frameworks];
        Roles = new RoleId[plan.Roles];
        _offers = new OfferId[plan.Agents];
        for (int i = 0; i < plan.Roles; i++)
        {
            Roles[i] = Allocator.Role(plan.NameOfRole(i));
        }

        AddAgents(plan);
        for (int i = 0; i < plan.Frameworks; i++)
        {
            RoleId role = Roles[i % plan.Roles];
            Expect(Allocator.AddFramework(
                $"framework-{i:D5}", [role], FrameworkCapabilities.None, _now, out Frameworks[i]));
        }
    }

    public Allocator Allocator { get; }

    public ResourceVector AgentTotal { get; }

    public AgentId[] Agents { get; }

    public FrameworkId[] Frameworks { get; }

    public RoleId[] Roles { get; }

    public Timestamp Now => _now;

    public ReadOnlySpan<OfferId> OpenOffers => _offers.AsSpan(0, Allocator.OpenOfferCount);

    /// <summary>One batch, a second after the last. The outbox keeps its effects.</summary>
    public int Cycle()
    {
        _now += TimeSpan.FromSeconds(1);
        return Allocator.RunBatch(_now);
    }

    /// <summary>Reads the offers of the last cycle and clears the outbox.</summary>
    public void TakeOffers()
    {
        ReadOnlySpan<Effect> effects = Allocator.Outbox.Effects;
        if (_offers.Length < effects.Length)
        {
            _offers = new OfferId[effects.Length * 2];
        }

        for (int i = 0; i < effects.Length; i++)
        {
            _offers[i] = effects[i].Offer;
        }

        Allocator.Outbox.Clear();
    }

    /// <summary>Declines every offer of the last cycle.</summary>
    public void DeclineAll(TimeSpan refuse)
    {
        TakeOffers();
        DeclineTaken(refuse);
    }

    /// <summary>Declines every offer that <see cref="TakeOffers"/> has read.</summary>
    public void DeclineTaken(TimeSpan refuse)
    {
        int count = Allocator.OpenOfferCount;
        for (int i = 0; i < count; i++)
        {
            Expect(Allocator.Decline(_offers[i], refuse, _now));
        }
    }

    public static void Expect(AllocatorStatus status)
    {
        if (status != AllocatorStatus.Ok)
        {
            throw new InvalidOperationException($"found {status}, expected Ok");
        }
    }

    private void AddAgents(CellPlan plan)
    {
        ResourceSet total = ResourceSet.Of(_schema, AgentTotal)
            + ResourceSet.Parse(_schema, "ports:[31000-32000]");
        for (int i = 0; i < plan.Agents; i++)
        {
            string name = $"agent-{i:D6}";
            if (plan.HasPorts)
            {
                Expect(Allocator.Apply(new AddAgent(name, total), _now));
                Allocator.TryFindAgent(name, out Agents[i]);
            }
            else
            {
                Expect(Allocator.AddAgent(name, AgentTotal, _now, out Agents[i]));
            }
        }
    }
}
