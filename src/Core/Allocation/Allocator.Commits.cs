using System;

namespace Offers;

public sealed partial class Allocator
{
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
        _hoard?.Open(
            _clients[client].Framework, HoardedPart(client, agent, _draft, offer), isNew);
        _clients[client].LastOfferAt = now.Ticks;
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

            marks.TakeFree(_draft.Marked);
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

    private bool IsHoarding(int client, int agent) =>
        _hoard!.Exceeds(
            _clients[client].Framework, HoardedPart(client, agent, _draft, -1), _countedTotal);

    /// <summary>
    /// What of a piece of an offer counts as hoarded: a shared volume once for each agent, so not
    /// where another open offer of the framework has it, too.
    /// </summary>
    private Portion HoardedPart(int client, int agent, Portion piece, int offer)
    {
        _hoarded.Load(piece);
        for (int i = 0; i < piece.Marked.Count; i++)
        {
            ItemSegment item = piece.Marked[i];
            if (item.Id.IsShared
                && IsOfferedTo(_clients[client].Framework, agent, in item, offer))
            {
                _hoarded.Marked.Subtract(in item);
            }
        }

        return _hoarded;
    }

    private bool IsOfferedTo(int framework, int agent, in ItemSegment item, int except)
    {
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            if (o != except && _clients[_offers.Lists.ClientOf(o)].Framework == framework
                && CopiesIn(_offers.Marked(o), in item) > 0)
            {
                return true;
            }
        }

        return false;
    }

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
