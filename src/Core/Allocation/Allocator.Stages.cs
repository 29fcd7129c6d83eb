using System;

namespace Offers;

public sealed partial class Allocator
{
    private void VisitAll<TRoles, TClients>(
        IndexSet candidates, ref TRoles roles, ref TClients clients,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
    {
        SumHeadroom();
        _ranGuarantees = _quota.IsOn && _quota.NeedyCount > 0;
        if (_ranGuarantees)
        {
            VisitAll(RunStage.Guarantees, candidates, ref roles, ref clients, now);
        }

        VisitAll(RunStage.FairShare, candidates, ref roles, ref clients, now);
    }

    private void VisitAll<TRoles, TClients>(
        RunStage stage, IndexSet candidates, ref TRoles roles, ref TClients clients,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
    {
        EndShortlist();
        _random.Begin(Options.Seed, Runs, stage);
        bool isNarrow = LooksBeyondAgents && !WidensAtOnce(candidates);
        ReadOnlySpan<AgentSorter.Entry> order = VisitingOrder(candidates, stage);
        for (int i = 0; i < order.Length; i++)
        {
            if (stage == RunStage.Guarantees)
            {
                if (_quota.NeedyCount == 0)
                {
                    break;
                }

                VisitInPieces(order[i].Agent, stage, ref roles, ref clients, now);
            }
            else
            {
                if (i % AgentsAhead == 0)
                {
                    FetchAhead(order[i..Math.Min(i + AgentsAhead, order.Length)]);
                }

                Visit(order[i].Agent, ref roles, ref clients, now);
            }

            if (isNarrow && _moved)
            {
                isNarrow = false;
                order = Widen(candidates, stage, order[i].Agent, out i);
            }
        }

        EndShortlist();
    }

    /// <summary>
    /// Where what one agent gives away decides what others may, agents that had nothing to give may
    /// have now, in this run. So all free ones are visited from the first grant on; at once where
    /// an earlier stage has granted, or where the order is by what is free and moves.
    /// </summary>
    private bool WidensAtOnce(IndexSet candidates)
    {
        if (!_moved && (Options.PlacementOrder == PlacementOrder.Seed || !IsAnyDirty(candidates)))
        {
            return false;
        }

        _dirty.AddAll(_free);
        return true;
    }

    private bool IsAnyDirty(IndexSet candidates)
    {
        for (int agent = candidates.Next(0); agent >= 0; agent = candidates.Next(agent + 1))
        {
            if (_dirty.Contains(agent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The order of all free candidates, and where the agent just visited is.</summary>
    private ReadOnlySpan<AgentSorter.Entry> Widen(
        IndexSet candidates, RunStage stage, int visited, out int place)
    {
        _dirty.AddAll(_free);
        _dirty.Add(visited);
        ReadOnlySpan<AgentSorter.Entry> order = VisitingOrder(candidates, stage);
        place = 0;
        while (order[place].Agent != visited)
        {
            place++;
        }

        if (stage == RunStage.FairShare || !_free.Contains(visited))
        {
            _dirty.Remove(visited);
        }

        return order;
    }
}
