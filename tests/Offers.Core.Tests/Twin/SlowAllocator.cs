namespace Offers.Core.Tests;

/// <summary>
/// The slow, obvious twin of <see cref="Allocator"/>, written from the semantics page (1.1 to 1.8)
/// by loops over lists. It caches nothing: what is free, what is held and who comes next is summed
/// up and sorted afresh whenever somebody asks, and every run considers every candidate agent.
/// </summary>
internal sealed partial class SlowAllocator(ResourceSchema schema, AllocatorOptions options)
{
    private readonly List<SlowAgent> _pendingAgents = [];
    private bool _pendingAll;
    private readonly Dictionary<string, int> _firstAdded = new(StringComparer.Ordinal);
    private int _agentsEver;

    public List<SlowAgent> Agents { get; } = [];

    public List<SlowFramework> Frameworks { get; } = [];

    public List<SlowRole> Roles { get; } = [];

    /// <summary>Open offers, the oldest first.</summary>
    public List<SlowHolding> Offers { get; } = [];

    public List<SlowHolding> Allocations { get; } = [];

    public List<SlowFilter> Filters { get; } = [];

    public List<SlowEffect> Effects { get; } = [];

    public long Runs { get; private set; }

    public long Batches { get; private set; }

    public bool HasPendingRun { get; private set; }

    public Bag CellTotal()
    {
        Bag sum = new();
        foreach (SlowAgent agent in Agents)
        {
            sum.Add(agent.Total);
        }

        return sum;
    }

    public Bag FreeOn(SlowAgent agent) => agent.Total.Less(TakenOn(agent));

    public Bag TakenOn(SlowAgent agent)
    {
        Bag taken = new();
        foreach (SlowHolding holding in Offers.Concat(Allocations))
        {
            if (holding.Agent == agent)
            {
                taken.Add(holding.Resources);
            }
        }

        return taken;
    }

    public Bag AllocatedTo(SlowFramework framework, SlowRole role, SlowAgent agent) =>
        FindAllocation(framework, role, agent)?.Resources ?? new Bag();

    public AllocatorStatus AddAgent(string name, Bag total, out SlowAgent? added)
    {
        added = null;
        if (!IsName(name))
        {
            return AllocatorStatus.InvalidName;
        }

        if (Agents.Exists(a => a.Name.Equals(name, StringComparison.Ordinal)))
        {
            return AllocatorStatus.NameTaken;
        }

        int sequence = _firstAdded.GetValueOrDefault(name, _agentsEver);
        SlowAgent agent = new() { Name = name, Sequence = sequence, Total = total };
        Agents.Add(agent);
        if (!CellIsSmallEnough())
        {
            Agents.Remove(agent);
            return AllocatorStatus.CellTooLarge;
        }

        added = agent;
        _firstAdded.TryAdd(name, sequence);
        _agentsEver++;
        AskForRun(added);
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus RemoveAgent(SlowAgent? agent)
    {
        if (agent is not { Alive: true })
        {
            return AllocatorStatus.UnknownAgent;
        }

        for (int i = Offers.Count - 1; i >= 0; i--)
        {
            if (Offers[i].Agent == agent)
            {
                Effects.Add(Rescinded(Offers[i], RescindCause.AgentRemoved));
                Offers.RemoveAt(i);
            }
        }

        Allocations.RemoveAll(a => a.Agent == agent);
        Filters.RemoveAll(f => f.Agent == agent);
        Agents.Remove(agent);
        _pendingAgents.Remove(agent);
        agent.Alive = false;
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus UpdateAgent(SlowAgent? agent, Bag total)
    {
        if (agent is not { Alive: true })
        {
            return AllocatorStatus.UnknownAgent;
        }

        Bag before = agent.Total;
        agent.Total = total;
        if (!CellIsSmallEnough())
        {
            agent.Total = before;
            return AllocatorStatus.CellTooLarge;
        }

        AskForRun(agent);
        return AllocatorStatus.Ok;
    }

    public AllocatorStatus SetAgentActive(SlowAgent? agent, bool active)
    {
        if (agent is not { Alive: true })
        {
            return AllocatorStatus.UnknownAgent;
        }

        agent.Active = active;
        return AllocatorStatus.Ok;
    }

    private static bool IsName(string? name) => name is { Length: >= 1 and <= 1_024 };

    private static SlowEffect Rescinded(SlowHolding offer, RescindCause cause) =>
        new(EffectKind.Rescinded, cause, offer, offer.Resources);

    /// <summary>Each agent counts with its total or what is out there, whichever is more.</summary>
    private bool CellIsSmallEnough()
    {
        Bag sum = new();
        foreach (SlowAgent agent in Agents)
        {
            Bag taken = TakenOn(agent);
            sum.Add(taken);
            sum.Add(agent.Total.Less(taken));
        }

        return sum.Names.All(name => sum[name] <= ResourceVector.MaxAmount);
    }

    private void AskForRun(SlowAgent agent)
    {
        HasPendingRun = true;
        if (!_pendingAgents.Contains(agent))
        {
            _pendingAgents.Add(agent);
        }
    }

    private void AskForRunOverAll()
    {
        HasPendingRun = true;
        _pendingAll = true;
    }

    private void AskAfterReturn(SlowAgent agent)
    {
        if (options.AllocateOnReturn)
        {
            AskForRun(agent);
        }
    }

    private SlowHolding? FindAllocation(SlowFramework framework, SlowRole role, SlowAgent agent) =>
        Allocations.Find(a => a.Framework == framework && a.Role == role && a.Agent == agent);
}
