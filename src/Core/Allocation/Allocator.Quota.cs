using System;

namespace Offers;

public sealed partial class Allocator
{
    private readonly QuotaBook _quota;
    private readonly GrantQueue _lateCharges;
    private long[] _cellOut;

    /// <summary>
    /// The role with a name; it and the ancestors that are named for the first time get weight 1.
    /// Amortised O(depth).
    /// </summary>
    /// <param name="name">A valid role name, see <see cref="RoleName"/>.</param>
    /// <exception cref="ArgumentException">
    /// The name breaks a rule; the message says which.
    /// </exception>
    public RoleId Role(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return RoleName.Check(name) is not string reason
            ? new RoleId(AddRole(name))
            : throw new ArgumentException($"role '{name}' {reason}", nameof(name));
    }

    /// <summary>
    /// Sets a role's weight in thousandths: at every level, what the role and its sub-roles hold
    /// counts divided by it. Takes effect at the next run; asks for one only with
    /// <see cref="AllocatorOptions.AllocateOnReturn"/>.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownRole"/> or
    /// <see cref="AllocatorStatus.InvalidWeight"/>. Nothing appears in the outbox. O(log roles).
    /// </returns>
    public AllocatorStatus SetWeight(RoleId role, long weight, Timestamp now)
    {
        Enter(now);
        if ((uint)role.Index >= (uint)_roles.Count)
        {
            return AllocatorStatus.UnknownRole;
        }

        if (!Weight.IsValid(weight))
        {
            return AllocatorStatus.InvalidWeight;
        }

        _roles.Book[RoleTree.NodeOf(role.Index)].Weight = weight;
        _roles.WeightChanged(role.Index);
        if (Options.AllocateOnReturn)
        {
            MakeAllCandidates();
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Sets a role's quota: a guarantee, which runs serve first and for which headroom is held
    /// back, and limits, which what it consumes does not exceed. None of both is the default.
    /// What is consumed: all that is reserved for the role and its sub-roles, and the unreserved,
    /// non-revocable scalars that are out to them. Takes effect at the next run; asks for one only
    /// with <see cref="AllocatorOptions.AllocateOnReturn"/>.
    /// </summary>
    /// <param name="role">The role; a top-level one without hierarchical quota.</param>
    /// <param name="guarantee">Zero for none; within the limits.</param>
    /// <param name="limits">A kind that is not listed has no limit.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownRole"/>, <see cref="AllocatorStatus.NestedQuota"/> or
    /// <see cref="AllocatorStatus.InvalidQuota"/> (the guarantee exceeds a limit). Nothing appears
    /// in the outbox. O(depth); the first quota of a cell costs O(agents + allocations).
    /// </returns>
    public AllocatorStatus SetQuota(
        RoleId role, in ResourceVector guarantee, in ResourceLimits limits, Timestamp now)
    {
        Enter(now);
        if ((uint)role.Index >= (uint)_roles.Count)
        {
            return AllocatorStatus.UnknownRole;
        }

        AllocatorStatus status = CheckQuota(_roles[role.Index].Name, guarantee, limits);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        bool wasOn = _quota.IsOn;
        _quota.Set(role.Index, guarantee, limits);
        if (_quota.IsOn && !wasOn)
        {
            SumConsumed();
        }

        _moved = true;
        _allFreeAreDirty = true;
        if (Options.AllocateOnReturn)
        {
            MakeAllCandidates();
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// What a role consumes of its quota, sub-roles included; zero while no role has a quota.
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public ResourceVector ConsumedBy(RoleId role) => _quota.IsOn
        ? ResourceVector.FromLanes(_quota.Consumed(Known(role)))
        : default;

    internal AllocatorStatus CheckQuota(
        string role, in ResourceVector guarantee, in ResourceLimits limits) =>
        !limits.Allow(guarantee) ? AllocatorStatus.InvalidQuota
        : !Options.HierarchicalQuota && RoleName.Parent(role) is not null
            ? AllocatorStatus.NestedQuota
            : AllocatorStatus.Ok;

    /// <summary>A refused quota names no role.</summary>
    private AllocatorStatus Update(UpdateQuota command, Timestamp now)
    {
        AllocatorStatus status = RoleName.IsValid(command.Role)
            ? CheckQuota(command.Role, command.Guarantees, command.Limits)
            : AllocatorStatus.InvalidRole;
        return status == AllocatorStatus.Ok
            ? SetQuota(Role(command.Role), command.Guarantees, command.Limits, now)
            : status;
    }

    private int AddRole(string name)
    {
        int known = _roles.Count;
        int role = _roles.Add(name);
        if (_roles.Count > known)
        {
            _quota.EnsureRoles(_roles.Count);
        }

        return role;
    }

    /// <summary>Counts what is consumed anew, when the first quota is set.</summary>
    private void SumConsumed()
    {
        _quota.ClearConsumed();
        SumConsumed(_quota);
        Array.Clear(_cellOut);
        for (int role = 0; role < _roles.Count; role++)
        {
            if (_roles[role].Parent < 0)
            {
                Lanes.Add(_cellOut, _roles.Book.HeldBy(RoleTree.NodeOf(role)));
            }
        }

        UncountSharedTwice();
    }

    private void SumConsumed(QuotaBook book)
    {
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                SumConsumedOn(agent, book);
            }
        }
    }

    private void SumConsumedOn(int agent, QuotaBook book)
    {
        if (_agents[agent].IsMarked)
        {
            CountReservations(book, _agents.Marks(agent).Total, 1);
        }

        SumShared(agent, book);
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            _closed.Load(_offers.Amounts(o), _offers.Marked(o));
            CountedOf(_closed, _amounts);
            book.Consume(_clients[_offers.Lists.ClientOf(o)].Role, _amounts);
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            _closed.Load(_holdings.Amounts(h), _holdings.Marked(h));
            CountedOf(_closed, _amounts);
            book.Consume(_clients[_holdings.Lists.ClientOf(h)].Role, _amounts);
        }
    }

    /// <summary>
    /// Shared items of nobody's reservation count once in every subtree that has one.
    /// </summary>
    private void SumShared(int agent, QuotaBook book)
    {
        if (!_agents[agent].IsMarked)
        {
            return;
        }

        ItemBag items = _agents.Marks(agent).Out;
        for (int i = 0; i < items.Count; i++)
        {
            ItemSegment item = items[i];
            if (!item.Id.IsShared || !default(QuotaItems).Accepts(item.Id))
            {
                continue;
            }

            for (int role = 0; role < _roles.Count; role++)
            {
                if (CopiesHeld(agent, in item, Holders.Subtree, role) > 0)
                {
                    book.ConsumeAt(role, item.Id.Kind.Index, item.Low);
                }
            }
        }
    }
}
