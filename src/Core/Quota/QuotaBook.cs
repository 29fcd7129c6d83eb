using System;

namespace Offers;

/// <summary>
/// Guarantees and limits of roles, what each role's subtree consumes, and what is still owed.
/// </summary>
/// <remarks>
/// <para>Consumed, at every node: what is reserved for the role and its sub-roles, idle or not, and
/// what is out to them of unreserved, non-revocable scalars (MESOS-9688).</para>
/// <para>Invariants, while <see cref="IsOn"/>: (Q1) owed(N) = max(0, guarantee - consumed) and
/// need(N) = max(owed(N), sum of the children's needs), name by name; (Q2) <see cref="Required"/>
/// is the sum of the top-level needs; (Q3) <see cref="NeedyCount"/> is the number of roles with a
/// guarantee of which a part is their own need.</para>
/// </remarks>
internal sealed class QuotaBook(int strides, RoleTree roles)
{
    /// <summary>Above every amount, so that a room without a limit never cuts.</summary>
    internal const long Unlimited = ResourceVector.MaxAmount * 4;

    private readonly LaneTable _guarantees = new(strides);
    private readonly LaneTable _belowUnlimited = new(strides);
    private readonly LaneTable _consumed = new(strides);
    private readonly LaneTable _needs = new(strides);
    private readonly LaneTable _childNeeds = new(strides);
    private Row[] _table = [];
    private long[] _required = new long[strides * ResourceSchema.LanesPerStride];

    private struct Row
    {
        internal bool HasGuarantee;
        internal bool HasLimit;
        internal bool IsNeedy;
    }

    /// <summary>Roles whose quota is not the default.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether any role has a quota; the books are kept only then.</summary>
    internal bool IsOn => Count > 0;

    internal int NeedyCount { get; private set; }

    /// <summary>
    /// Grows with everything that may leave a role more room or more need than before; what
    /// <see cref="Consume"/> counts never does.
    /// </summary>
    internal long Loosened { get; private set; }

    /// <summary>The headroom that must be held back for guarantees that are not met.</summary>
    internal ReadOnlySpan<long> Required => _required;

    internal bool HasGuarantee(int role) => role < _table.Length && _table[role].HasGuarantee;

    internal bool HasLimit(int role) => role < _table.Length && _table[role].HasLimit;

    internal bool HasQuota(int role) => HasGuarantee(role) || HasLimit(role);

    internal bool IsNeedy(int role) => role < _table.Length && _table[role].IsNeedy;

    internal ReadOnlySpan<long> Guarantee(int role) => _guarantees.Row(role);

    internal ReadOnlySpan<long> Consumed(int role) => _consumed.Row(role);

    internal ReadOnlySpan<long> Need(int role) => _needs.Row(role);

    internal ReadOnlySpan<long> ChildNeeds(int role) => _childNeeds.Row(role);

    /// <summary>The limit of one lane; <see cref="Unlimited"/> when there is none.</summary>
    internal long Limit(int role, int lane) => Unlimited - _belowUnlimited.Row(role)[lane];

    internal void Widen(int strides)
    {
        _guarantees.Widen(strides);
        _belowUnlimited.Widen(strides);
        _consumed.Widen(strides);
        _needs.Widen(strides);
        _childNeeds.Widen(strides);
        Array.Resize(ref _required, _needs.Width);
    }

    internal void EnsureRoles(int count)
    {
        if (_table.Length >= count)
        {
            return;
        }

        Array.Resize(ref _table, Math.Max(16, Math.Max(count, _table.Length * 2)));
        _guarantees.EnsureRows(_table.Length);
        _belowUnlimited.EnsureRows(_table.Length);
        _consumed.EnsureRows(_table.Length);
        _needs.EnsureRows(_table.Length);
        _childNeeds.EnsureRows(_table.Length);
    }

    /// <summary>Sets a role's quota; none at all is the default. O(depth).</summary>
    internal void Set(int role, in ResourceVector guarantee, in ResourceLimits limits)
    {
        EnsureRoles(role + 1);
        Loosened++;
        Count -= HasQuota(role) ? 1 : 0;
        guarantee.CopyTo(_guarantees.Row(role));
        Span<long> below = _belowUnlimited.Row(role);
        below.Clear();
        foreach ((ResourceKind kind, long limit) in limits.Listed())
        {
            below[kind.Index] = Unlimited - limit;
        }

        _table[role].HasGuarantee = !guarantee.IsZero;
        _table[role].HasLimit = !limits.IsUnlimited;
        Count += HasQuota(role) ? 1 : 0;
        NeedChanged(role);
    }

    /// <summary>The same quotas, of which nothing is consumed. For invariants.</summary>
    internal QuotaBook WithoutUse()
    {
        QuotaBook copy = new(roles.Book.HeldBy(0).Length / ResourceSchema.LanesPerStride, roles);
        copy.EnsureRoles(roles.Count);
        for (int role = 0; role < roles.Count; role++)
        {
            _guarantees.Row(role).CopyTo(copy._guarantees.Row(role));
            _belowUnlimited.Row(role).CopyTo(copy._belowUnlimited.Row(role));
            copy._table[role] = _table[role] with { IsNeedy = false };
        }

        copy.ClearConsumed();
        return copy;
    }

    /// <summary>Forgets what is consumed, before all is counted anew.</summary>
    internal void ClearConsumed()
    {
        EnsureRoles(roles.Count);
        Loosened++;
        for (int role = 0; role < _table.Length; role++)
        {
            _consumed.Row(role).Clear();
            _needs.Row(role).Clear();
            _childNeeds.Row(role).Clear();
            _table[role].IsNeedy = false;
        }

        NeedyCount = 0;
        Array.Clear(_required);
        for (int role = 0; role < roles.Count; role++)
        {
            NeedChanged(role);
        }
    }

    /// <summary>Counts more as consumed by a role and all above it. O(depth).</summary>
    internal void Consume(int role, ReadOnlySpan<long> amounts)
    {
        for (int r = role; r >= 0; r = roles[r].Parent)
        {
            Lanes.Add(_consumed.Row(r), amounts);
        }

        NeedChanged(role);
    }

    /// <summary>
    /// Counts more, or with a negative amount less, as consumed by one role only. O(depth).
    /// </summary>
    internal void ConsumeAt(int role, int lane, long amount)
    {
        Loosened++;
        _consumed.Row(role)[lane] += amount;
        NeedChanged(role);
    }

    /// <summary>Counts less as consumed by a role and all above it. O(depth).</summary>
    internal void Release(int role, ReadOnlySpan<long> amounts)
    {
        Loosened++;
        for (int r = role; r >= 0; r = roles[r].Parent)
        {
            Lanes.Subtract(_consumed.Row(r), amounts);
        }

        NeedChanged(role);
    }

    /// <summary>
    /// What a role's own frameworks are still owed: its guarantee, less what is consumed and what
    /// its sub-roles still need of it.
    /// </summary>
    internal void OwnNeed(int role, Span<long> need)
    {
        Lanes.Remainder(_guarantees.Row(role), _consumed.Row(role), need);
        Lanes.Remainder(need, _childNeeds.Row(role), need);
    }

    /// <summary>
    /// How much more one role may take by its own limit: limit less consumed, at least 0.
    /// </summary>
    internal void OwnRoom(int role, Span<long> room)
    {
        ReadOnlySpan<long> below = _belowUnlimited.Row(role);
        ReadOnlySpan<long> consumed = _consumed.Row(role);
        for (int i = 0; i < room.Length; i++)
        {
            room[i] = below[i] == 0
                ? Unlimited
                : Math.Max(0, Unlimited - below[i] - consumed[i]);
        }
    }

    /// <summary>
    /// How much more a role may take by every limit from the top down to it.
    /// </summary>
    /// <param name="role">The role.</param>
    /// <param name="sparesSiblings">
    /// Whether room is left under each limit for what other sub-roles are owed.
    /// </param>
    /// <param name="room">Receives the least room on the path.</param>
    internal void PathRoom(int role, bool sparesSiblings, Span<long> room)
    {
        room.Fill(Unlimited);
        int child = -1;
        for (int r = role; r >= 0; r = roles[r].Parent)
        {
            if (HasLimit(r))
            {
                NarrowRoom(r, sparesSiblings, child, room);
            }

            child = r;
        }
    }

    private void NarrowRoom(int role, bool sparesSiblings, int child, Span<long> room)
    {
        ReadOnlySpan<long> below = _belowUnlimited.Row(role);
        ReadOnlySpan<long> consumed = _consumed.Row(role);
        ReadOnlySpan<long> needs = _childNeeds.Row(role);
        for (int i = 0; i < room.Length; i++)
        {
            if (below[i] == 0)
            {
                continue;
            }

            long spared = !sparesSiblings ? 0
                : needs[i] - (child < 0 ? 0 : _needs.Row(child)[i]);
            long own = Unlimited - below[i] - consumed[i] - spared;
            room[i] = Math.Min(room[i], Math.Max(0, own));
        }
    }

    /// <summary>Restores (Q1) to (Q3) from a role upwards.</summary>
    private void NeedChanged(int role)
    {
        for (int r = role; r >= 0; r = roles[r].Parent)
        {
            RestoreNeed(r, roles[r].Parent);
            RestoreNeedy(r);
        }
    }

    private void RestoreNeed(int role, int parent)
    {
        Span<long> need = _needs.Row(role);
        ReadOnlySpan<long> guarantee = _guarantees.Row(role);
        ReadOnlySpan<long> consumed = _consumed.Row(role);
        ReadOnlySpan<long> children = _childNeeds.Row(role);
        Span<long> sum = parent < 0 ? _required : _childNeeds.Row(parent);
        for (int i = 0; i < need.Length; i++)
        {
            long now = Math.Max(Math.Max(0, guarantee[i] - consumed[i]), children[i]);
            sum[i] += now - need[i];
            need[i] = now;
        }
    }

    private void RestoreNeedy(int role)
    {
        bool isNeedy = false;
        if (_table[role].HasGuarantee)
        {
            ReadOnlySpan<long> guarantee = _guarantees.Row(role);
            ReadOnlySpan<long> consumed = _consumed.Row(role);
            ReadOnlySpan<long> children = _childNeeds.Row(role);
            for (int i = 0; i < guarantee.Length; i++)
            {
                isNeedy |= guarantee[i] - consumed[i] - children[i] > 0;
            }
        }

        NeedyCount += (isNeedy ? 1 : 0) - (_table[role].IsNeedy ? 1 : 0);
        _table[role].IsNeedy = isNeedy;
    }
}
