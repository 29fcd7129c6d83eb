using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// How often a role came up for an agent of more than one piece, in all runs so far.
    /// </summary>
    internal long RolesLookedAt { get; private set; }

    /// <summary>
    /// Finds the first in the order who may take the agent, and offers it. With plain scalars only
    /// and no quota that one gets it whole; else what one leaves goes to the next.
    /// </summary>
    private void Visit<TRoles, TClients>(
        int agent, ref TRoles roles, ref TClients clients, Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
    {
        ref AgentTable.Row row = ref _agents[agent];
        if (row.IsMarked || _quota.IsOn || _isGeneral)
        {
            VisitInPieces(agent, RunStage.FairShare, ref roles, ref clients, now);
            KeepDirtyIfShared(agent);
            return;
        }

        ReadOnlySpan<long> free = _agents.Free(agent);
        _dirty.Remove(agent);
        bool large = IsLargeEnough(free);
        if (!large && _ownMinimums == 0)
        {
            return;
        }

        _visits++;
        _filters.MarkHidden(agent, free, _visits);
        roles.Start(agent);
        for (int role = roles.Next(); role >= 0; role = roles.Next())
        {
            clients.Start(role, agent);
            for (int c = clients.Next(); c >= 0; c = clients.Next())
            {
                ref ClientTable.Row client = ref _clients[c];
                if (client.HiddenInVisit != _visits
                    && (row.Traits & ~client.Tolerates) == AgentTraits.None
                    && (client.IsPicky ? IsWantedBy(c, agent, free) : large))
                {
                    OfferWhole(agent, c, role, now);
                    return;
                }
            }
        }
    }

    private void OfferWhole(int agent, int client, int role, Timestamp now)
    {
        ReadOnlySpan<long> free = _agents.Free(agent);
        int offer = _offers.Add(client, agent, free, null, Runs, now);
        ReadOnlySpan<long> amounts = _offers.Amounts(offer);
        Outbox.Add(EffectOf(offer, client, agent, RescindCause.None), amounts, null);
        _agents.Take(agent, amounts);
        _free.Remove(agent);
        _clients[client].LastOfferAt = now.Ticks;
        _clients.Book.Grant(client, amounts, 1);
        _roles[role].Clients.Moved(client);
        _roles.Grant(role, amounts, 1);
    }

    /// <summary>
    /// Visits an agent whose resources may go to several clients: marked items, quota, or an option
    /// that looks at more than the agent (semantics of a run, steps 1 and 2).
    /// </summary>
    private void VisitInPieces<TRoles, TClients>(
        int agent, RunStage stage, ref TRoles roles, ref TClients clients,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
    {
        if (stage == RunStage.FairShare)
        {
            _dirty.Remove(agent);
        }

        if (!LoadLeft(agent) || IsLeftTooSmall())
        {
            return;
        }

        _visits++;
        _filters.MarkHidden(agent, [], _visits);
        if (stage == RunStage.FairShare && _waits is not null)
        {
            ConsiderStarving(agent, now);

            // The roles are sorted after those who starved have taken their part.
            CountGrants(agent);
        }

        int passed = -1;
        if (!TRoles.FollowsShares || !UsesShortlist(stage)
            || (passed = VisitShortlist(agent, stage, ref clients, now)) >= 0)
        {
            VisitRoles(agent, passed, stage, ref roles, ref clients, now);
        }

        CountGrants(agent);
    }

    /// <summary>Asks all roles that come after one, or after none (-1).</summary>
    private void VisitRoles<TRoles, TClients>(
        int agent, int passed, RunStage stage, ref TRoles roles, ref TClients clients,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
    {
        int count = 0;
        roles.Start(agent);
        for (int role = roles.Next(); role >= 0 && !_left.IsEmpty; role = roles.Next())
        {
            count++;
            if (passed >= 0)
            {
                passed = role == passed ? -1 : passed;
            }
            else if (stage == RunStage.FairShare || _quota.IsNeedy(role))
            {
                ConsiderRole(agent, role, stage, ref clients, now);
            }
        }

        // Who comes first is not passed over: where the first one takes all, nothing is listed.
        RolesLookedAt += count;
        _passedOver += Math.Max(0, count - 1);
    }

    private void ConsiderRole<TClients>(
        int agent, int role, RunStage stage, ref TClients clients, Timestamp now)
        where TClients : struct, IClientOrder
    {
        if (!LoadUsable(role))
        {
            return;
        }

        clients.Start(role, agent);
        for (int c = clients.Next(); c >= 0 && !_usable.IsEmpty; c = clients.Next())
        {
            if (stage == RunStage.Guarantees && !_quota.IsNeedy(role))
            {
                return;
            }

            if (_clients[c].ConsideredInVisit != _visits)
            {
                Consider(agent, c, stage, now);
            }
        }
    }

    /// <summary>Considers those who have waited too long ahead of the order.</summary>
    private void ConsiderStarving(int agent, Timestamp now)
    {
        long latest = now.Ticks - Options.StarvationGuard!.Value.Ticks;
        for (int c = _waits!.First; c >= 0 && _waits.SinceOf(c) <= latest && !_left.IsEmpty;)
        {
            int next = _waits.After(c);
            if (LoadUsable(_clients[c].Role))
            {
                _clients[c].ConsideredInVisit = _visits;
                Consider(agent, c, RunStage.FairShare, now);
            }

            c = next;
        }
    }

    /// <summary>
    /// One client at one agent: the checks in their order; who passes all gets the offer.
    /// </summary>
    private void Consider(
        int agent, int client, RunStage stage, Timestamp now)
    {
        if (FirstRefusal(agent, client, stage) == RefusalCode.None)
        {
            Commit(agent, client, stage, now);
        }
    }

    private RefusalCode FirstRefusal(int agent, int client, RunStage stage)
    {
        ref ClientTable.Row row = ref _clients[client];
        if (row.IsPicky && IsExcluded(client, agent))
        {
            return RefusalCode.Constraint;
        }

        if (!IsLargeEnough(client, _usable))
        {
            return RefusalCode.BelowMinimum;
        }

        if ((_agents[agent].Traits & ~row.Tolerates) != AgentTraits.None)
        {
            return RefusalCode.Capability;
        }

        RefusalCode cut = stage == RunStage.Guarantees
            ? DraftGuarantee(client, row.Role, agent)
            : DraftFairShare(client, row.Role, agent);
        if (cut != RefusalCode.None)
        {
            return cut;
        }

        if (!IsLargeEnough(client, _draft))
        {
            return _cutBy != RefusalCode.None ? _cutBy : RefusalCode.BelowMinimum;
        }

        if (row.HiddenInVisit == _visits && _filters.Hides(client, agent, _draft))
        {
            return RefusalCode.RefuseFilter;
        }

        if (HasShelved(client, agent))
        {
            return RefusalCode.OfferOpen;
        }

        return _hoard is not null && IsHoarding(client, agent)
            ? RefusalCode.HoardLimit
            : RefusalCode.None;
    }

    /// <summary>
    /// Loads what is free on the agent, less shared items already offered in this run.
    /// </summary>
    private bool LoadLeft(int agent)
    {
        _left.Load(_agents.Free(agent), null);
        if (_agents[agent].IsMarked)
        {
            AgentMarks marks = _agents.Marks(agent);
            _left.Marked.CopyFrom(marks.Free);
            if (marks.HasShared && marks.SharedRun == Runs)
            {
                _left.Marked.Subtract(marks.OfferedShared);
            }
        }

        return !_left.IsEmpty;
    }

    /// <summary>Whether all that is left is less than anybody is offered.</summary>
    private bool IsLeftTooSmall()
    {
        if (_ownMinimums > 0 || IsLargeEnough(_left.Plain))
        {
            return false;
        }

        Span<long> counts = _scratch.Row(0);
        _left.Plain.CopyTo(counts);
        _left.Marked.AddCountsTo(counts);
        return !IsLargeEnough(counts);
    }

    private bool LoadUsable(int role)
    {
        _usable.Load(_left.Plain, null);
        if (!_left.Marked.IsEmpty)
        {
            _usable.Marked.CopyWhere(_left.Marked, new UsableItems(_roles[role].Name));
        }

        return !_usable.IsEmpty;
    }
}
