using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>The dirty ones among the candidates, in the order of this run.</summary>
    private ReadOnlySpan<AgentSorter.Entry> VisitingOrder(IndexSet candidates, RunStage stage)
    {
        if (_visiting.Length < candidates.Count)
        {
            _visiting = new int[Math.Max(candidates.Count, _visiting.Length * 2)];
        }

        int count = 0;
        bool allAreDirty = candidates == _dirty;
        for (int agent = candidates.Next(0); agent >= 0; agent = candidates.Next(agent + 1))
        {
            if (allAreDirty ? !_lateComers.Contains(agent) : _dirty.Contains(agent))
            {
                _visiting[count++] = agent;
            }
        }

        ReadOnlySpan<int> agents = _visiting.AsSpan(0, count);
        if (Options.PlacementOrder != PlacementOrder.Seed)
        {
            return ByFree(agents);
        }

        // Stage 1 has an order of its own: another seed.
        ulong seed = stage == RunStage.FairShare ? Options.Seed : ~Options.Seed;
        return Options.VisitOrder == AgentVisitOrder.Seeded
            ? _sorter.Seeded(agents, _agents, seed, Runs)
            : _sorter.Ranked(agents, Ranks(agents));
    }

    /// <summary>
    /// Recomputes shares after the cell's total changed, and ranks after names came or went, once a
    /// run and only then. O(roles + clients).
    /// </summary>
    private void RestoreOrder()
    {
        if (!_totalIsStale && !_orderIsStale && !_frameworkNames.IsStale && !_roles.Names.IsStale)
        {
            return;
        }

        if (_countedTotal.Length != _cellTotal.Length)
        {
            _countedTotal = new long[_cellTotal.Length];
        }

        for (int i = 0; i < _cellTotal.Length; i++)
        {
            _countedTotal[i] = i < _excluded.Length && _excluded[i] ? 0 : _cellTotal[i];
        }

        _roles.Book.SetTotal(_countedTotal);
        _clients.Book.SetTotal(_countedTotal);
        _hierarchical.SetTotal(_countedTotal);
        _roles.RestoreRanks();
        RestoreClients();
        _roles.Rebuild();
        _roles.Names.RanksWereTaken();
        _frameworkNames.RanksWereTaken();
        _totalIsStale = false;
        _orderIsStale = false;
    }

    private void RestoreClients()
    {
        int rank = 0;
        foreach (NameOrder.Entry entry in _frameworkNames.Sorted())
        {
            for (int c = _frameworks[entry.Row].FirstClient; c >= 0;
                c = _clients[c].NextOfFramework)
            {
                _clients.Book[c].Rank = rank;
            }

            rank++;
        }
    }

    /// <summary>
    /// Places in a fixed visiting order. O(agents log agents): these orders are for tests.
    /// </summary>
    private ReadOnlySpan<long> Ranks(ReadOnlySpan<int> agents)
    {
        if (_ranks.Length < _agents.End)
        {
            _ranks = new long[_agents.End];
        }

        for (int i = 0; i < agents.Length; i++)
        {
            _ranks[agents[i]] = _agents.SequenceOf(agents[i]);
        }

        if (Options.VisitOrder != AgentVisitOrder.ByAddition)
        {
            RankByName(agents, isDescending: Options.VisitOrder != AgentVisitOrder.ByName);
        }

        return _ranks;
    }

    private void RankByName(ReadOnlySpan<int> agents, bool isDescending)
    {
        NameOrder.Entry[] names = new NameOrder.Entry[agents.Length];
        for (int i = 0; i < agents.Length; i++)
        {
            names[i] = new NameOrder.Entry(_agents.NameOf(agents[i]), agents[i]);
        }

        Array.Sort(names);
        for (int i = 0; i < names.Length; i++)
        {
            _ranks[names[i].Row] = isDescending ? names.Length - 1 - i : i;
        }
    }

    /// <summary>
    /// Agents by what is free on them, see <see cref="PlacementOrder"/>. O(agents log agents).
    /// </summary>
    private ReadOnlySpan<AgentSorter.Entry> ByFree(ReadOnlySpan<int> agents)
    {
        if (_byFree.Length < agents.Length)
        {
            _byFree = new FreeAgent[Math.Max(agents.Length, _byFree.Length * 2)];
        }

        for (int i = 0; i < agents.Length; i++)
        {
            DominantShare free = ResourceVector.FromLanes(_agents.Free(agents[i]))
                .DominantShare(ResourceVector.FromLanes(_countedTotal));
            _byFree[i] = new FreeAgent(
                free, _agents.NameOf(agents[i]), agents[i],
                Options.PlacementOrder == PlacementOrder.Spread);
        }

        Span<FreeAgent> all = _byFree.AsSpan(0, agents.Length);
        all.Sort();
        if (_ranks.Length < _agents.End)
        {
            _ranks = new long[_agents.End];
        }

        for (int i = 0; i < all.Length; i++)
        {
            _ranks[all[i].Agent] = i;
        }

        return _sorter.Ranked(agents, _ranks);
    }

    private readonly record struct FreeAgent(
        DominantShare Free, string Name, int Agent, bool MostFirst) : IComparable<FreeAgent>
    {
        public int CompareTo(FreeAgent other)
        {
            int order = MostFirst ? other.Free.CompareTo(Free) : Free.CompareTo(other.Free);
            return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
        }
    }
}
