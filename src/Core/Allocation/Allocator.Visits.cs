using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Finds the first in the order who may take the agent, and offers it. With plain scalars only
    /// and no quota that one gets it whole; else what one leaves goes to the next.
    /// </summary>
    private void Visit<TRoles, TClients, TTrace>(
        int agent, ref TRoles roles, ref TClients clients, ref TTrace trace, Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
        where TTrace : struct, IRunTrace
    {
        ref AgentTable.Row row = ref _agents[agent];
        if (row.IsMarked || _quota.IsOn || _isGeneral || trace.IsOn)
        {
            VisitInPieces(agent, RunStage.FairShare, ref roles, ref clients, ref trace, now);
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
                if (client.HiddenInVisit != _visits && (row.Traits & ~client.Tolerates) == AgentTraits.None
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
        _clients.Book.Grant(client, amounts, 1);
        _roles[role].Clients.Moved(client);
        _roles.Grant(role, amounts, 1);
    }

    /// <summary>
    /// Visits an agent whose resources may go to several clients: marked items, quota, or an option
    /// that looks at more than the agent (semantics of a run, steps 1 and 2).
    /// </summary>
    private void VisitInPieces<TRoles, TClients, TTrace>(
        int agent, RunStage stage, ref TRoles roles, ref TClients clients, ref TTrace trace,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
        where TTrace : struct, IRunTrace
    {
        if (stage == RunStage.FairShare)
        {
            _dirty.Remove(agent);
        }

        if (!LoadLeft(agent))
        {
            return;
        }

        _visits++;
        _filters.MarkHidden(agent, [], _visits);
        if (stage == RunStage.FairShare && _waits is not null)
        {
            ConsiderStarving(agent, ref trace, now);
        }

        roles.Start(agent);
        for (int role = roles.Next(); role >= 0 && !_left.IsEmpty; role = roles.Next())
        {
            if (stage == RunStage.FairShare || _quota.IsNeedy(role))
            {
                ConsiderRole(agent, role, stage, ref clients, ref trace, now);
            }
        }

        trace.VisitEnded(this, agent, stage);
        CountGrants(agent);
    }

    private void ConsiderRole<TClients, TTrace>(
        int agent, int role, RunStage stage, ref TClients clients, ref TTrace trace, Timestamp now)
        where TClients : struct, IClientOrder
        where TTrace : struct, IRunTrace
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
                Consider(agent, c, stage, ref trace, now);
            }
        }
    }

    /// <summary>Considers those who have waited too long ahead of the order.</summary>
    private void ConsiderStarving<TTrace>(int agent, ref TTrace trace, Timestamp now)
        where TTrace : struct, IRunTrace
    {
        long latest = now.Ticks - Options.StarvationGuard!.Value.Ticks;
        for (int c = _waits!.First; c >= 0 && _waits.SinceOf(c) <= latest && !_left.IsEmpty;)
        {
            int next = _waits.After(c);
            if (LoadUsable(_clients[c].Role))
            {
                _clients[c].ConsideredInVisit = _visits;
                Consider(agent, c, RunStage.FairShare, ref trace, now);
            }

            c = next;
        }
    }

    /// <summary>
    /// One client at one agent: the checks in their order; who passes all gets the offer.
    /// </summary>
    private void Consider<TTrace>(
        int agent, int client, RunStage stage, ref TTrace trace, Timestamp now)
        where TTrace : struct, IRunTrace
    {
        RefusalCode code = FirstRefusal(agent, client, stage);
        if (code == RefusalCode.None)
        {
            Commit(agent, client, stage, now);
        }

        trace.Considered(this, agent, client, stage, code);
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

        return _hoard is not null && IsHoarding(client) ? RefusalCode.HoardLimit : RefusalCode.None;
    }

    /// <summary>Loads what is free on the agent, less shared items already offered in this run.</summary>
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

    private bool LoadUsable(int role)
    {
        _usable.Load(_left.Plain, null);
        if (!_left.Marked.IsEmpty)
        {
            _usable.Marked.CopyWhere(_left.Marked, new UsableItems(_roles[role].Name));
        }

        return !_usable.IsEmpty;
    }

    /// <summary>Makes an offer of the draft, or adds it to what stage 1 offered.</summary>
    private void Commit(int agent, int client, RunStage stage, Timestamp now)
    {
        int offer = stage == RunStage.FairShare && _ranGuarantees
            ? OfferOfThisRun(agent, client)
            : -1;
        bool isNew = offer < 0;
        if (!isNew)
        {
            _offers.Append(offer, _draft);
            Outbox.Amend(_offers[offer].Effect, _offers.Amounts(offer), _offers.Marked(offer));
        }
        else
        {
            offer = _offers.Add(client, agent, _draft.Plain, _draft.Marked, Runs, now);
            _offers[offer].Effect = Outbox.Count;
            Outbox.Add(
                EffectOf(offer, client, agent, RescindCause.None), _draft.Plain, _draft.Marked);
        }

        TakeFromAgent(agent);
        _left.Subtract(_draft);
        _usable.Subtract(_draft);
        QueueGrant(client);
        ChargeQuota(_clients[client].Role, stage);
        _hoard?.Open(_clients[client].Framework, _draft, isNew);
        _waits?.Touch(client, now);
    }

    private int OfferOfThisRun(int agent, int client)
    {
        int offer = _offers.Lists.FirstOnAgent(agent);
        while (offer >= 0
            && (_offers[offer].Run != Runs || _offers.Lists.ClientOf(offer) != client))
        {
            offer = _offers.Lists.NextOnAgent(offer);
        }

        return offer;
    }

    private void TakeFromAgent(int agent)
    {
        _agents.Take(agent, _draft.Plain);
        if (!_draft.Marked.IsEmpty)
        {
            AgentMarks marks = _agents.Marks(agent);
            if (marks.HasShared)
            {
                RememberShared(marks);
            }

            marks.Take(_draft.Marked);
        }

        if (!_agents.IsFree(agent))
        {
            _free.Remove(agent);
        }
    }

    private void RememberShared(AgentMarks marks)
    {
        if (marks.SharedRun != Runs)
        {
            marks.OfferedShared.Clear();
            marks.SharedRun = Runs;
        }

        _sharedItems.CopyWhere(_draft.Marked, default(SharedItems));
        marks.OfferedShared.Add(_sharedItems);
    }

    /// <summary>Shared items are free again at the next run.</summary>
    private void KeepDirtyIfShared(int agent)
    {
        if (_agents[agent].IsMarked && _agents.Marks(agent).HasShared && _free.Contains(agent))
        {
            _dirty.Add(agent);
        }
    }

    private bool IsHoarding(int client) =>
        _hoard!.Exceeds(_clients[client].Framework, _draft, _countedTotal);

    private bool IsExcluded(int client, int agent)
    {
        ref ClientTable.Row row = ref _clients[client];
        if (_frameworks[row.Framework].Constraints is not { } constraints)
        {
            return false;
        }

        ref AgentTable.Label label = ref _agents.LabelOf(agent);
        return constraints.Excludes(
            _roles[row.Role].Name, label.Attributes, label.Hostname, label.Domain);
    }

    /// <summary>Whether a picky client takes an agent of plain scalars whole.</summary>
    private bool IsWantedBy(int client, int agent, ReadOnlySpan<long> free)
    {
        _usable.Load(free, null);
        return !IsExcluded(client, agent) && IsLargeEnough(client, _usable);
    }

    /// <summary>Whether an offer is of some use: not empty, and above a minimum.</summary>
    private bool IsLargeEnough(int client, Portion offer)
    {
        if (offer.IsEmpty)
        {
            return false;
        }

        Span<long> counts = _scratch.Row(0);
        offer.Plain.CopyTo(counts);
        if (!offer.Marked.IsEmpty)
        {
            offer.Marked.AddCountsTo(counts);
        }

        if (_clients.Minimums(client) is not { } own)
        {
            return IsLargeEnough(counts);
        }

        bool enough = own.Count == 0;
        foreach (ref readonly ResourceVector minimum in own.AsSpan())
        {
            minimum.CopyTo(_scratch.Row(1));
            enough |= Lanes.Fits(_scratch.Row(1), counts);
        }

        return enough;
    }

    private bool IsLargeEnough(ReadOnlySpan<long> free)
    {
        if (_minimumOfferCount == 0)
        {
            return true;
        }

        for (int i = 0; i < _minimumOfferCount; i++)
        {
            if (Lanes.Fits(_minimumOffers.Row(i), free))
            {
                return true;
            }
        }

        return false;
    }
}
