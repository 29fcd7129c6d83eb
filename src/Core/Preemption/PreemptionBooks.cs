using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What roles hold and consume while a plan is made: victims are taken and given back, and the two
/// guards, of guarantees and of shares, are asked.
/// </summary>
/// <remarks>
/// Invariants: (P1) parents stand before their sub-roles; (P2) the amounts of a node count tasks
/// that are leaving as gone and the claimant's promised and free-fitting tasks as running; (P3)
/// what is taken is the sum over the victims at and below the node.
/// </remarks>
internal sealed partial class PreemptionBooks
{
    private readonly Node[] _nodes;
    private readonly Dictionary<string, int> _byPath = new(StringComparer.Ordinal);
    private readonly PreemptionClaim _claim;
    private readonly ResourceVector _total;

    internal PreemptionBooks(PreemptionView view, PreemptionClaim claim)
    {
        _claim = claim;
        _total = view.Total;
        _nodes = new Node[view.Roles.Count];
        AddRoles(view.Roles);
        foreach (PreemptionTask task in view.Tasks)
        {
            if (task.IsLeaving)
            {
                Remove(task);
            }
        }

        Claimant = IndexOf(claim.Role);
        for (int n = Claimant; n >= 0; n = _nodes[n].Parent)
        {
            _nodes[n].IsOfClaimant = true;
        }

        Place(claim.Promised);
    }

    private struct Node
    {
        internal PreemptionRole Role;
        internal int Parent;
        internal bool IsOfClaimant;
        internal ResourceVector Held;
        internal ResourceVector OwnHeld;
        internal ResourceVector Consumed;
        internal ResourceVector TakenHeld;
        internal ResourceVector TakenOwn;
        internal ResourceVector TakenConsumed;
    }

    internal int Claimant { get; }

    internal PreemptionRole this[int role] => _nodes[role].Role;

    /// <summary>
    /// Whether guarantees, or shares, are not looked at: to find out what refuses.
    /// </summary>
    internal bool IgnoresGuarantees { get; set; }

    /// <inheritdoc cref="IgnoresGuarantees"/>
    internal bool IgnoresShares { get; set; }

    internal int IndexOf(string path) =>
        _byPath.TryGetValue(path, out int index)
            ? index
            : throw new ArgumentException($"the role '{path}' is not in the view", nameof(path));

    /// <summary>Counts tasks of the claimant as running. O(depth).</summary>
    internal void Place(int tasks)
    {
        ResourceVector amounts = _claim.Shape.Scale(tasks);
        _nodes[Claimant].OwnHeld += amounts;
        for (int n = Claimant; n >= 0; n = _nodes[n].Parent)
        {
            _nodes[n].Held += amounts;
            _nodes[n].Consumed += _claim.IsRevocable ? default : amounts;
        }
    }

    /// <summary>
    /// The deepest role on the claimant's path that is owed a task of the claim's shape, or -1; and
    /// how many: with them it stays within its guarantee in every kind that the guarantee names and
    /// the shape has.
    /// </summary>
    internal int FindStarved(out int owed)
    {
        owed = 0;
        for (int n = Claimant; n >= 0 && !_claim.IsRevocable; n = _nodes[n].Parent)
        {
            owed = OwedTo(n);
            if (owed > 0)
            {
                return n;
            }
        }

        return -1;
    }

    /// <summary>Whether a role is another one or below it.</summary>
    internal bool IsWithin(int role, int ancestor)
    {
        int n = role;
        while (n > ancestor)
        {
            n = _nodes[n].Parent;
        }

        return n == ancestor;
    }

    /// <summary>Whether a role has a node of its path in common with the claimant's.</summary>
    internal bool SharesPath(int role)
    {
        int n = role;
        while (n >= 0 && !_nodes[n].IsOfClaimant)
        {
            n = _nodes[n].Parent;
        }

        return n >= 0;
    }

    /// <summary>Where a role and the claimant's part. O(depth).</summary>
    internal RoleSides SidesOf(int role)
    {
        int victim = role;
        while (victim >= 0 && !_nodes[victim].IsOfClaimant && !IsBranch(victim))
        {
            victim = _nodes[victim].Parent;
        }

        if (_nodes[victim].IsOfClaimant)
        {
            // The role is the claimant's or an ancestor of it: its own part competes.
            int below = ChildTowardsClaimant(victim);
            return below < 0
                ? new RoleSides(victim, true, victim, true)
                : new RoleSides(victim, true, below, false);
        }

        int parent = _nodes[victim].Parent;
        int claimant = ChildTowardsClaimant(parent);
        return claimant < 0
            ? new RoleSides(victim, false, parent, true)
            : new RoleSides(victim, false, claimant, false);
    }

    internal DominantShare RoleShare(in RoleSides sides) =>
        ShareOf(sides.Victim, sides.IsVictimOwn, default);

    internal DominantShare ClaimantShare(in RoleSides sides, int gained) =>
        ShareOf(sides.Claimant, sides.IsClaimantOwn, _claim.Shape.Scale(gained));

    /// <summary>Takes a task. O(depth).</summary>
    internal void Take(VictimCandidate victim)
    {
        ResourceVector amounts = victim.Task.Resources;
        _nodes[victim.Role].TakenOwn += amounts;
        for (int n = victim.Role; n >= 0; n = _nodes[n].Parent)
        {
            _nodes[n].TakenHeld += amounts;
            _nodes[n].TakenConsumed += victim.Task.IsRevocable ? default : amounts;
        }
    }

    /// <summary>Gives a taken task back. O(depth).</summary>
    internal void GiveBack(VictimCandidate victim)
    {
        ResourceVector amounts = victim.Task.Resources;
        _nodes[victim.Role].TakenOwn -= amounts;
        for (int n = victim.Role; n >= 0; n = _nodes[n].Parent)
        {
            _nodes[n].TakenHeld -= amounts;
            _nodes[n].TakenConsumed -= victim.Task.IsRevocable ? default : amounts;
        }
    }

    /// <summary>
    /// Whether both guards allow a taken task when so many tasks are gained. O(depth).
    /// </summary>
    internal bool Allows(VictimCandidate victim, int gained) =>
        FindBelowGuarantee(victim, gained) < 0 && !IsBelowShare(victim, gained);

    /// <summary>
    /// The first role on a taken task's path that has less than its guarantee, or than it had if
    /// that was less, in some kind; -1 when there is none. What is kept for the claimant counts as
    /// consumed by the roles above both.
    /// </summary>
    internal int FindBelowGuarantee(VictimCandidate victim, int gained)
    {
        if (IgnoresGuarantees || victim.Task.IsRevocable)
        {
            return -1;
        }

        for (int n = victim.Role; n >= 0; n = _nodes[n].Parent)
        {
            if (!_nodes[n].Role.Guarantee.IsZero && !FloorOf(n).Fits(LeftOf(n, gained)))
            {
                return n;
            }
        }

        return -1;
    }

    internal bool IsBelowShare(VictimCandidate victim, int gained) =>
        !IgnoresShares && victim.NeedsShare
        && RoleShare(victim.Sides) < ClaimantShare(victim.Sides, gained);

    /// <summary>What a role may not go below.</summary>
    internal ResourceVector FloorOf(int node) =>
        ResourceVector.Min(_nodes[node].Role.Guarantee, _nodes[node].Consumed);

    /// <summary>What a role consumes after what is taken and gained.</summary>
    internal ResourceVector LeftOf(int node, int gained)
    {
        ref Node at = ref _nodes[node];
        ResourceVector left = at.Consumed - at.TakenConsumed;
        return at.IsOfClaimant && !_claim.IsRevocable ? left + _claim.Shape.Scale(gained) : left;
    }

    private int OwedTo(int node)
    {
        long owed = long.MaxValue;
        ResourceVector guarantee = _nodes[node].Role.Guarantee;
        ResourceVector consumed = _nodes[node].Consumed;
        for (int i = 0; i < guarantee.LaneCount; i++)
        {
            if (guarantee.Lane(i) > 0 && _claim.Shape.Lane(i) is > 0 and long each)
            {
                owed = Math.Min(
                    owed, Math.Max(0, guarantee.Lane(i) - consumed.Lane(i)) / each);
            }
        }

        return owed == long.MaxValue ? 0 : (int)Math.Min(int.MaxValue, owed);
    }

    private bool IsBranch(int node) =>
        _nodes[node].Parent < 0 || _nodes[_nodes[node].Parent].IsOfClaimant;

    /// <summary>The node below one (-1: the top) on the claimant's path; -1 at its end.</summary>
    private int ChildTowardsClaimant(int node)
    {
        int n = Claimant;
        while (n >= 0 && n != node && _nodes[n].Parent != node)
        {
            n = _nodes[n].Parent;
        }

        return n == node ? -1 : n;
    }

    private DominantShare ShareOf(int node, bool isOwn, in ResourceVector more)
    {
        ref Node at = ref _nodes[node];
        ResourceVector held = isOwn ? at.OwnHeld - at.TakenOwn : at.Held - at.TakenHeld;
        return (held + more).DominantShare(_total, isOwn ? Weight.One : at.Role.Weight);
    }
}
