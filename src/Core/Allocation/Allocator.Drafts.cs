using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// What cut the draft: a limit, headroom or the shape; None when it is whole.
    /// </summary>
    private RefusalCode _cutBy;

    /// <summary>
    /// Step 2: everything that the role may use, its counted part cut to limits and to what need
    /// not be held back.
    /// </summary>
    private RefusalCode DraftFairShare(int client, int role, int agent)
    {
        _cutBy = RefusalCode.None;
        if (!LoadDraft(client))
        {
            return RefusalCode.Capability;
        }

        if (!LeaveKept(client, agent))
        {
            return RefusalCode.KeptForOther;
        }

        if (!_quota.IsOn)
        {
            return RefusalCode.None;
        }

        SplitCounted();
        CutToLimit(role, agent, guaranteed: false);
        CutToHeadroom(agent);
        KeepShape(agent);
        _draft.Add(_counted);
        return _draft.IsEmpty ? _cutBy : RefusalCode.None;
    }

    /// <summary>
    /// Step 1: what the role's guarantee still lacks, and with it what need not be counted and what
    /// limit and headroom allow beyond.
    /// </summary>
    private RefusalCode DraftGuarantee(int client, int role, int agent)
    {
        _cutBy = RefusalCode.None;
        if (!LoadDraft(client))
        {
            return RefusalCode.Capability;
        }

        if (!LeaveKept(client, agent))
        {
            return RefusalCode.KeptForOther;
        }

        SplitCounted();
        _draft.Marked.RemoveWhere(new NotCompanions(_roles[role].Name));
        _guaranteed.Load(_counted);
        _quota.OwnNeed(role, _need);
        if (Options.HierarchicalQuota)
        {
            _quota.PathRoom(role, sparesSiblings: false, _room);
            Lanes.Min(_need, _room, _need);
        }

        _shrinker.Shrink(_guaranteed, _need, ShrinkKey(agent));
        if (_guaranteed.IsEmpty)
        {
            return RefusalCode.GuaranteeMet;
        }

        _counted.Subtract(_guaranteed);
        CutToLimit(role, agent, guaranteed: true);
        CutToHeadroom(agent);
        _counted.Add(_guaranteed);
        KeepShape(agent);
        if (_shape is not null)
        {
            Array.Clear(_room);
            QuantitiesOf(_counted, _room);
            _shrinker.Shrink(_guaranteed, _room, ShrinkKey(agent));
            if (_guaranteed.IsEmpty)
            {
                return RefusalCode.MinimumShape;
            }
        }

        _draft.Add(_counted);
        return RefusalCode.None;
    }

    /// <summary>Loads what is usable and strips what the framework cannot take.</summary>
    private bool LoadDraft(int client)
    {
        _draft.Load(_usable.Plain, null);
        if (!_usable.Marked.IsEmpty)
        {
            FrameworkCapabilities can = _frameworks[_clients[client].Framework].Capabilities;
            _draft.Marked.CopyWhere(_usable.Marked, new HandledItems(can));
        }

        return !_draft.IsEmpty;
    }

    /// <summary>Moves what quota counts from the draft into a portion of its own.</summary>
    private void SplitCounted()
    {
        _counted.Load(_draft.Plain, null);
        _draft.Plain.Clear();
        if (!_draft.Marked.IsEmpty)
        {
            _counted.Marked.CopyWhere(_draft.Marked, default(QuotaItems));
            _draft.Marked.RemoveWhere(default(QuotaItems));
        }

        if (_shape is not null)
        {
            _whole.Load(_counted);
        }
    }

    private void CutToLimit(int role, int agent, bool guaranteed)
    {
        if (Options.HierarchicalQuota)
        {
            _quota.PathRoom(role, sparesSiblings: true, _room);
        }
        else if (_quota.HasLimit(role))
        {
            _quota.OwnRoom(role, _room);
        }
        else
        {
            return;
        }

        if (guaranteed)
        {
            QuantitiesOf(_guaranteed, _amounts);
            Lanes.Remainder(_room, _amounts, _room);
        }

        if (_shrinker.Shrink(_counted, _room, ShrinkKey(agent)))
        {
            _cutBy = RefusalCode.LimitReached;
        }
    }

    private void CutToHeadroom(int agent)
    {
        ReadOnlySpan<long> required = RequiredHeadroom;
        if (Lanes.IsZero(required))
        {
            return;
        }

        Lanes.Remainder(_available, required, _room);
        if (_shrinker.Shrink(_counted, _room, ShrinkKey(agent)) && _cutBy == RefusalCode.None)
        {
            _cutBy = RefusalCode.HeadroomHeld;
        }
    }

    /// <summary>
    /// Gives what quota has cut the proportions of
    /// <see cref="AllocatorOptions.MinimumShape"/>, or drops it when it is less than one shape.
    /// </summary>
    private void KeepShape(int agent)
    {
        if (_shape is null || (_counted.Contains(_whole) && _whole.Contains(_counted)))
        {
            return;
        }

        QuantitiesOf(_counted, _amounts);
        int scarce = -1;
        for (int i = 0; i < _shape.Length; i++)
        {
            if (_shape[i] > 0 && (scarce < 0
                || (Int128)_amounts[i] * _shape[scarce] < (Int128)_amounts[scarce] * _shape[i]))
            {
                scarce = i;
            }
        }

        if (_amounts[scarce] < _shape[scarce])
        {
            _amounts.CopyTo(_room, 0); // for who asks why
            _counted.Clear();
            _cutBy = RefusalCode.MinimumShape;
            return;
        }

        for (int i = 0; i < _shape.Length; i++)
        {
            _room[i] = _shape[i] == 0
                ? QuotaBook.Unlimited
                : (long)((Int128)_amounts[scarce] * _shape[i] / _shape[scarce]);
        }

        _shrinker.Shrink(_counted, _room, ShrinkKey(agent));
    }

    /// <summary>
    /// What must be held back for guarantees: in the Mesos preset as of the run's stage 1, with
    /// hierarchical quota as of now.
    /// </summary>
    private ReadOnlySpan<long> RequiredHeadroom =>
        Options.HierarchicalQuota ? _quota.Required : _required;

    private ulong ShrinkKey(int agent) =>
        Options.VisitOrder == AgentVisitOrder.Seeded
            ? StableHash.Mix(Options.Seed ^ StableHash.Mix((ulong)Runs) ^ _agents.NameHashOf(agent))
            : 0;

    /// <summary>
    /// Charges what the draft takes of the counted resources to role and headroom.
    /// </summary>
    private void ChargeQuota(int role, RunStage stage)
    {
        _moved = true;
        if (!_quota.IsOn)
        {
            return;
        }

        if (stage == RunStage.Guarantees)
        {
            QuantitiesOf(_guaranteed, _amounts);
            Lanes.Remainder(_required, _amounts, _required);
            Lanes.Add(_guaranteedInRun, _amounts);
        }

        QuantitiesOf(_counted, _amounts);
        Lanes.Remainder(_available, _amounts, _available);
        CountedOf(_counted, _amounts);
        if (Options.HierarchicalQuota || _quota.HasQuota(role))
        {
            _quota.Consume(role, _amounts);
        }
        else
        {
            // Mesos counts what sub-roles take in step 2 from the next run on.
            _lateCharges.Add(role, _amounts, null);
        }
    }

    private void ApplyLateCharges()
    {
        for (int i = 0; i < _lateCharges.Count; i++)
        {
            _quota.Consume(_lateCharges.ClientOf(i), _lateCharges.Amounts(i));
        }

        _lateCharges.Clear();
    }

    /// <summary>
    /// What could be given away without touching what is owed: free, unreserved, non-revocable
    /// scalars of all agents, inactive ones included. O(agents with items).
    /// </summary>
    private void SumHeadroom()
    {
        if (!_quota.IsOn)
        {
            return;
        }

        _quota.Required.CopyTo(_required);
        Lanes.Remainder(_cellTotal, _cellOut, _available);
        Array.Clear(_guaranteedInRun);
        Array.Clear(_room);
        Array.Clear(_need);
        for (int agent = _markedAgents.Next(0); agent >= 0; agent = _markedAgents.Next(agent + 1))
        {
            AgentMarks marks = _agents.Marks(agent);
            _exclusiveItems.CopyWhere(marks.Total, default(ReservedItems));
            _exclusiveItems.AddQuantitiesTo(_room);
            _exclusiveItems.CopyWhere(marks.Out, default(ReservedItems));
            _exclusiveItems.AddQuantitiesTo(_need);
            _exclusiveItems.CopyWhere(marks.Free, default(UnreservedRevocables));
            Array.Clear(_amounts);
            _exclusiveItems.AddQuantitiesTo(_amounts);
            Lanes.Remainder(_available, _amounts, _available);
        }

        Lanes.Remainder(_room, _need, _room);
        Lanes.Remainder(_available, _room, _available);
        _available.CopyTo(_availableBefore, 0);
    }
}
