namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What is said about an agent when it is added; null stands for the default.</summary>
internal sealed record SlowAgentInfo
{
    public SlowResources? Resources { get; init; }

    public string? Hostname { get; init; }

    public IReadOnlyList<SlowAttribute>? Attributes { get; init; }

    public IReadOnlySet<string>? Capabilities { get; init; }

    public SlowDomain? Domain { get; init; }

    public bool IsUnavailable { get; init; }
}

/// <summary>Agents, the whitelist, maintenance, pauses and recovery.</summary>
internal sealed partial class SlowCell
{
    private long _expectedAgents;

    /// <summary>When the wait for agents ends; null when there is none.</summary>
    public long? RecoveryEnd { get; private set; }

    public void AddAgent(string id, SlowAgentInfo info, IReadOnlyList<SlowUse> used)
    {
        if (_agents.ContainsKey(id))
        {
            throw new RefusedException($"agent '{id}' is there already");
        }

        _sequences.TryAdd(id, _sequences.Count);
        SlowAgent agent = new(id, _sequences[id])
        {
            Total = info.Resources!,
            Hostname = info.Hostname ?? id,
            Attributes = info.Attributes ?? [],
            Capabilities = info.Capabilities ?? SlowAgent.AllCapabilities,
            Domain = info.Domain,
            Maintenance = info.IsUnavailable ? new() : null,
        };
        _agents.Add(id, agent);
        Use(agent, used);
        if (RecoveryEnd is not null && _agents.Count >= _expectedAgents)
        {
            EndRecovery();
        }

        RequestRun([id]);
    }

    /// <summary>Total and used grow together; this asks for no run.</summary>
    public void AddProvider(string id, SlowResources resources, IReadOnlyList<SlowUse> used)
    {
        SlowAgent agent = Agent(id);
        agent.Total = agent.Total.Plus(resources);
        Use(agent, used);
    }

    public void UpdateAgent(string id, SlowAgentInfo info)
    {
        SlowAgent agent = Agent(id);
        bool newAttributes = info.Attributes is not null
            && !info.Attributes.SequenceEqual(agent.Attributes);
        bool changes = newAttributes
            || (info.Resources is not null && !info.Resources.SameAs(agent.Total))
            || (info.Hostname is not null && info.Hostname != agent.Hostname)
            || (info.Capabilities is not null && !info.Capabilities.SetEquals(agent.Capabilities));
        agent.Total = info.Resources ?? agent.Total;
        agent.Hostname = info.Hostname ?? agent.Hostname;
        agent.Attributes = info.Attributes ?? agent.Attributes;
        agent.Capabilities = info.Capabilities ?? agent.Capabilities;
        if (newAttributes)
        {
            DropFilters(id);
        }

        if (changes)
        {
            RequestRun([id]);
        }
    }

    public void RemoveAgent(string id)
    {
        _agents.Remove(Agent(id).Id);
        _candidates.Remove(id);
        DropFilters(id);
        Retrack();
    }

    public void SetActivated(string id, bool isActivated) => Agent(id).IsActivated = isActivated;

    public void SetWhitelist(IReadOnlySet<string>? hosts) => _whitelist = hosts;

    public void SetMaintenance(string id, bool isPlanned)
    {
        SlowAgent agent = Agent(id);
        agent.Maintenance = isPlanned ? new() : null;
        foreach (SlowFramework framework in _frameworks.Values)
        {
            framework.InverseFilters.RemoveAll(f => f.Agent == id);
        }

        RequestRun([id]);
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        RecoveryEnd = null;
    }

    public void RecoverCluster(long agents)
    {
        long expected = (long)Math.Floor(agents * _options.RecoveryFactor);
        if (expected > 0 && _quotas.Count > 0)
        {
            IsPaused = true;
            _expectedAgents = expected;
            RecoveryEnd = Now + _options.RecoveryTimeout;
            if (_agents.Count >= expected)
            {
                EndRecovery();
            }
        }
    }

    private void EndRecovery()
    {
        Resume();
        RequestRunOverAll();
    }

    private void Use(SlowAgent agent, IReadOnlyList<SlowUse> used)
    {
        foreach (SlowUse use in used)
        {
            SlowHolding holding = agent[use.Framework, use.Role];
            agent[use.Framework, use.Role] =
                holding.WithPart(true, holding.Allocated.Plus(use.Resources));
        }

        Retrack();
        foreach (SlowUse use in used)
        {
            if (_frameworks.ContainsKey(use.Framework) && !use.Resources.IsEmpty)
            {
                CountGrant(use.Role, use.Framework);
            }
        }
    }

    private void DropFilters(string agent)
    {
        foreach (SlowFramework framework in _frameworks.Values)
        {
            framework.Filters.RemoveAll(f => f.Agent == agent);
            framework.InverseFilters.RemoveAll(f => f.Agent == agent);
        }
    }
}

/// <summary>What an agent reports as in use by a framework.</summary>
internal sealed record SlowUse(string Framework, string Role, SlowResources Resources);
