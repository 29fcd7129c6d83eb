using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Offers;

/// <summary>
/// Agents that are to be taken down: since when, whom an inverse offer has been sent to, and who
/// does not want one for a while. Filters here are time only (semantics 1.7).
/// </summary>
internal sealed class Maintenance
{
    private const int Any = -1;

    private readonly IndexSet _scheduled = new();
    private readonly Dictionary<int, Window> _windows = [];
    private readonly Dictionary<(int Framework, int Agent), Refusal> _filters = [];

    /// <summary>When a filter ends, and whether it outlasts the interval.</summary>
    internal readonly record struct Refusal(long End, bool IsLong);

    internal sealed class Window(Timestamp start)
    {
        internal Timestamp Start { get; } = start;

        /// <summary>Frameworks that have an inverse offer open.</summary>
        internal IndexSet Asked { get; } = new();
    }

    /// <summary>The agents with maintenance planned.</summary>
    internal IndexSet Scheduled => _scheduled;

    internal bool IsAny => _scheduled.Count > 0;

    internal Window? Find(int agent) =>
        _windows.TryGetValue(agent, out Window? window) ? window : null;

    internal void Schedule(int agent, Timestamp start)
    {
        Clear(agent);
        _windows.Add(agent, new Window(start));
        _scheduled.Add(agent);
    }

    /// <summary>Forgets the window, the open inverse offers and the filters on an agent.</summary>
    internal void Clear(int agent)
    {
        _windows.Remove(agent);
        _scheduled.Remove(agent);
        ClearFilters(agent);
    }

    internal void ClearFilters(int agent) => RemoveFilters(Any, agent);

    internal void ClearFiltersOf(int framework) => RemoveFilters(framework, Any);

    internal void ForgetFramework(int framework)
    {
        ClearFiltersOf(framework);
        for (int agent = _scheduled.Next(0); agent >= 0; agent = _scheduled.Next(agent + 1))
        {
            _windows[agent].Asked.Remove(framework);
        }
    }

    internal void Refuse(int framework, int agent, Timestamp until, bool isLong)
    {
        ref Refusal last = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _filters, (framework, agent), out _);
        if (until.Ticks > last.End || (until.Ticks == last.End && !isLong))
        {
            last = new Refusal(until.Ticks, isLong);
        }
    }

    /// <summary>
    /// Whether a filter is in force. One no longer than the interval that ends at the moment of a
    /// batch holds for that batch.
    /// </summary>
    internal bool IsRefused(int framework, int agent, Timestamp now, bool isBatch) =>
        _filters.TryGetValue((framework, agent), out Refusal refusal)
        && (now.Ticks < refusal.End
            || (isBatch && now.Ticks == refusal.End && !refusal.IsLong));

    /// <summary>Whether a framework does not want to be asked again about an agent.</summary>
    internal bool TryFindRefusal(int framework, int agent, out Refusal refusal) =>
        _filters.TryGetValue((framework, agent), out refusal);

    /// <summary>The agents and frameworks of all refused inverse offers, by agent.</summary>
    internal List<(int Agent, int Framework)> SaveRefused()
    {
        // The order of the table does not matter: the pairs are sorted.
        List<(int Agent, int Framework)> all = [];
        foreach (((int Framework, int Agent) key, _) in _filters)
        {
            all.Add((key.Agent, key.Framework));
        }

        all.Sort(static (a, b) =>
            a.Agent != b.Agent
                ? a.Agent.CompareTo(b.Agent)
                : a.Framework.CompareTo(b.Framework));
        return all;
    }

    private void RemoveFilters(int framework, int agent)
    {
        if (_filters.Count == 0)
        {
            return;
        }

        // The order does not matter: all that match go.
        List<(int, int)> gone = [];
        foreach (((int Framework, int Agent) key, _) in _filters)
        {
            if ((framework == Any || key.Framework == framework)
                && (agent == Any || key.Agent == agent))
            {
                gone.Add(key);
            }
        }

        foreach ((int, int) key in gone)
        {
            _filters.Remove(key);
        }
    }
}
