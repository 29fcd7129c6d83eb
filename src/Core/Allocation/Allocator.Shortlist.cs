using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// The roles that the stage may still give something. Quota closes roles: what a role may still
    /// be given never grows within a stage of a run, for limits and headroom only narrow as
    /// resources go out. So who may have nothing worth an offer of the largest agent may have
    /// nothing on any that follows, and need not be asked again. What could open a role ends the
    /// list: see <see cref="IsShortlistStale"/>.
    /// </summary>
    private readonly RoleShortlist _shortlist;

    /// <summary>
    /// Roles that visits of this stage have passed over. Listing costs as much as passing over all
    /// of them once, so that it begins when that much was spent: it at most doubles any cost.
    /// </summary>
    private int _passedOver;
    private long _shortlistLoosened;
    private bool _shortlistHoldsBack;

    private void EndShortlist()
    {
        _shortlist.Clear();
        _passedOver = 0;
    }

    /// <summary>
    /// Whether the listed roles are all who may be given something of the loaded agent. In stage 1
    /// these are the needy ones, wherever. In stage 2 the list goes by the minimum offer, so that
    /// it must hold for all, and items that quota does not count must not reach it.
    /// </summary>
    private bool UsesShortlist(RunStage stage)
    {
        if (!_quota.IsOn || (stage == RunStage.FairShare && !AreItemsBelowMinimum()))
        {
            return false;
        }

        if (_shortlist.IsBuilt && IsShortlistStale)
        {
            EndShortlist();
        }

        if (!_shortlist.IsBuilt && _passedOver >= _roles.Count)
        {
            BuildShortlist(stage);
        }

        return _shortlist.IsBuilt;
    }

    /// <summary>
    /// A shared volume may count on one level and not on the next, which leaves more to a sibling;
    /// and when nothing is owed any more, nothing is held back, whatever over-allocation has taken
    /// out of the headroom before.
    /// </summary>
    private bool IsShortlistStale =>
        _shortlistLoosened != _quota.Loosened
        || (_shortlistHoldsBack && Lanes.IsZero(RequiredHeadroom));

    private bool AreItemsBelowMinimum()
    {
        if (_ownMinimums > 0)
        {
            return false;
        }

        if (_left.Marked.IsEmpty)
        {
            return true;
        }

        Array.Clear(_amounts);
        _left.Marked.AddCountsTo(_amounts);
        bool areBelow = _minimumOfferCount > 0;
        for (int m = 0; m < _minimumOfferCount; m++)
        {
            ReadOnlySpan<long> minimum = _minimumOffers.Row(m);
            for (int i = 0; i < minimum.Length; i++)
            {
                areBelow &= minimum[i] == 0 || _amounts[i] == 0;
            }
        }

        return areBelow;
    }

    private void BuildShortlist(RunStage stage)
    {
        _shortlistLoosened = _quota.Loosened;
        _shortlistHoldsBack = !Lanes.IsZero(RequiredHeadroom);
        _shortlist.Begin();
        _roleWalk.Start();
        for (int role = _roleWalk.Next(); role >= 0; role = _roleWalk.Next())
        {
            RolesLookedAt++;
            if (!IsClosed(role, stage))
            {
                _shortlist.Append(role);
            }
        }
    }

    private bool IsClosed(int role, RunStage stage)
    {
        if (stage == RunStage.Guarantees)
        {
            return !_quota.IsNeedy(role) || HasNoRoomForNeed(role);
        }

        if (Options.HierarchicalQuota)
        {
            _quota.PathRoom(role, sparesSiblings: true, _room);
        }
        else
        {
            _quota.OwnRoom(role, _room);
        }

        Lanes.Min(_room, _cellTotal, _room);
        if (!Lanes.IsZero(RequiredHeadroom))
        {
            Lanes.Remainder(_available, RequiredHeadroom, _need);
            Lanes.Min(_room, _need, _room);
        }

        return _minimumOfferCount > 0 ? !IsLargeEnough(_room) : Lanes.IsZero(_room);
    }

    private bool HasNoRoomForNeed(int role)
    {
        _quota.OwnNeed(role, _need);
        Lanes.Min(_need, _cellTotal, _need);
        if (Options.HierarchicalQuota)
        {
            _quota.PathRoom(role, sparesSiblings: false, _room);
            Lanes.Min(_need, _room, _need);
        }

        return Lanes.IsZero(_need);
    }

    /// <summary>Asks the listed roles, and takes those off the list that turn out closed.</summary>
    /// <returns>
    /// The role at which the list turned stale, so that the others after it must be asked as well;
    /// -1 when all is done.
    /// </returns>
    private int VisitShortlist<TClients>(
        int agent, RunStage stage, ref TClients clients, Timestamp now)
        where TClients : struct, IClientOrder
    {
        _shortlist.Start();
        for (int role = _shortlist.Next(); role >= 0 && !_left.IsEmpty; role = _shortlist.Next())
        {
            RolesLookedAt++;
            int granted = _grants.Count;
            if (stage == RunStage.FairShare || _quota.IsNeedy(role))
            {
                ConsiderRole(agent, role, stage, ref clients, now);
            }

            if (_grants.Count > granted)
            {
                if (IsShortlistStale)
                {
                    return role;
                }
            }
            else if (IsClosed(role, stage))
            {
                _shortlist.Drop();
            }
        }

        return -1;
    }
}
