using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The agents that are known and not registered, in the order in which they were lost; the oldest
/// are forgotten when there are too many.
/// </summary>
internal sealed class LostAgents(int most)
{
    private readonly Dictionary<string, LostAgent> _names = new(StringComparer.Ordinal);
    private readonly List<LostAgent> _order = [];

    internal IReadOnlyList<LostAgent> InOrder => _order;

    /// <summary>How many are expected back after a fail-over.</summary>
    internal int ExpectedCount { get; private set; }

    internal LostAgent? Find(string name) => _names.GetValueOrDefault(name);

    internal void Add(LostAgent agent)
    {
        Remove(agent.Name);
        if (_order.Count == most)
        {
            Remove(_order[0].Name);
        }

        _order.Add(agent);
        _names.Add(agent.Name, agent);
        ExpectedCount += agent.State == LostAgentState.Expected ? 1 : 0;
    }

    /// <summary>O(agents remembered).</summary>
    internal void Remove(string name)
    {
        if (_names.Remove(name, out LostAgent? agent))
        {
            _order.Remove(agent);
            ExpectedCount -= agent.State == LostAgentState.Expected ? 1 : 0;
        }
    }
}
