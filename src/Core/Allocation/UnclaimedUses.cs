using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What agents report as held by frameworks that are not known yet: it is out on its agent, but in
/// nobody's share until the framework comes (a window that Mesos has, too).
/// </summary>
internal sealed class UnclaimedUses
{
    private static readonly List<UsedResources> None = [];

    private readonly Dictionary<string, List<(AgentId Agent, UsedResources Use)>> _byFramework =
        new(StringComparer.Ordinal);

    private readonly Dictionary<AgentId, List<UsedResources>> _byAgent = [];

    internal int Count { get; private set; }

    /// <summary>The uses on an agent, in the order in which they were reported.</summary>
    internal List<UsedResources> On(AgentId agent) =>
        _byAgent.TryGetValue(agent, out List<UsedResources>? uses) ? uses : None;

    internal void Add(AgentId agent, UsedResources use)
    {
        if (!_byFramework.TryGetValue(use.Framework, out List<(AgentId, UsedResources)>? uses))
        {
            _byFramework.Add(use.Framework, uses = []);
        }

        if (!_byAgent.TryGetValue(agent, out List<UsedResources>? there))
        {
            _byAgent.Add(agent, there = []);
        }

        uses.Add((agent, use));
        there.Add(use);
        Count++;
    }

    /// <summary>Takes out all that a framework, now known, holds; in order of report.</summary>
    internal List<(AgentId Agent, UsedResources Use)> Claim(string framework)
    {
        if (!_byFramework.Remove(framework, out List<(AgentId Agent, UsedResources Use)>? uses))
        {
            return [];
        }

        foreach ((AgentId agent, UsedResources use) in uses)
        {
            _byAgent[agent].Remove(use);
        }

        Count -= uses.Count;
        return uses;
    }

    /// <summary>All of them by framework, those of one in the order of report.</summary>
    internal List<(AgentId Agent, UsedResources Use)> Save()
    {
        // The order of the table does not matter: the names are sorted.
        List<string> names = [];
        foreach ((string name, _) in _byFramework)
        {
            names.Add(name);
        }

        names.Sort(StringComparer.Ordinal);
        List<(AgentId Agent, UsedResources Use)> all = [];
        foreach (string name in names)
        {
            all.AddRange(_byFramework[name]);
        }

        return all;
    }

    /// <summary>Forgets what was reported by an agent that is gone.</summary>
    internal void RemoveAgent(AgentId agent)
    {
        if (!_byAgent.Remove(agent, out List<UsedResources>? there))
        {
            return;
        }

        foreach (UsedResources use in there)
        {
            _byFramework[use.Framework].RemoveAll(other => other.Agent == agent);
        }

        Count -= there.Count;
    }
}
