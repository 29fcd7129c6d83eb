using System;
using System.Collections.Generic;
using System.Numerics;

namespace Offers;

/// <summary>
/// H-DRF over the role tree: a group's share is the dominant share of its members' holdings, those
/// that are not blocked rescaled to the least weighted share among them, and kinds of which nothing
/// is left not counted (Bhattacharya et al., SoCC 2013, sections 4 and 5). The cell knows holdings,
/// not demands: a role's clients are blocked when none is active, or when they hold some of a kind
/// of which nothing is left, for then their next task would need it too. A group is blocked when
/// all its members are.
/// </summary>
/// <remarks>
/// Exact: fractions of big integers. Sorting costs O(roles x kinds) big-integer operations and
/// allocates, after anything that changes a share; between changes it costs nothing.
/// </remarks>
internal sealed class HierarchicalSorter(RoleTree roles)
{
    private readonly List<int> _order = [];
    private Measure[] _measures = [];
    private long[] _total = [];
    private long _version = -1;
    private int _next;

    /// <summary>
    /// A node's holding by kind, as fractions of the cell, and its weighted share.
    /// </summary>
    private struct Measure
    {
        internal Fraction[] Held;
        internal Fraction Share;
        internal bool IsBlocked;
    }

    /// <summary>The cell's total by kind; 0 where the kind does not count.</summary>
    internal void SetTotal(ReadOnlySpan<long> total)
    {
        _total = total.ToArray();
        _version = -1;
    }

    internal void Start()
    {
        _next = 0;
        if (_version == roles.Version)
        {
            return;
        }

        _version = roles.Version;
        _order.Clear();
        if (_measures.Length < roles.Count * 2)
        {
            Array.Resize(ref _measures, roles.Count * 4);
        }

        bool[] isUsedUp = UsedUp();
        for (int role = roles.Count - 1; role >= 0; role--)
        {
            MeasureRole(role, isUsedUp);
        }

        AddSorted(-1);
    }

    internal int Next() => _next < _order.Count ? _order[_next++] : -1;

    private bool[] UsedUp()
    {
        bool[] isUsedUp = new bool[_total.Length];
        for (int kind = 0; kind < isUsedUp.Length; kind++)
        {
            long held = 0;
            for (int role = 0; role < roles.Count; role++)
            {
                held += roles[role].Parent < 0
                    ? roles.Book.HeldBy(RoleTree.NodeOf(role))[kind]
                    : 0;
            }

            isUsedUp[kind] = _total[kind] > 0 && held >= _total[kind];
        }

        return isUsedUp;
    }

    private void MeasureRole(int role, bool[] isUsedUp)
    {
        if (roles[role].Below == 0)
        {
            MeasureLeaf(RoleTree.NodeOf(role), isUsedUp);
            return;
        }

        if (roles.IsSplit(role))
        {
            MeasureLeaf(RoleTree.OwnPartOf(role), isUsedUp);
        }

        List<int> members = MembersOf(role);
        Fraction? least = null;
        foreach (int member in members)
        {
            ref Measure measure = ref _measures[member];
            if (!measure.IsBlocked && (least is not { } best || measure.Share < best))
            {
                least = measure.Share;
            }
        }

        Fraction[] sum = new Fraction[_total.Length];
        foreach (int member in members)
        {
            Fraction scale =
                !_measures[member].IsBlocked && _measures[member].Share.Numerator > 0
                    ? least!.Value / _measures[member].Share
                    : new Fraction(1, 1);
            for (int kind = 0; kind < sum.Length; kind++)
            {
                sum[kind] += _measures[member].Held[kind] * scale;
            }
        }

        SetMeasure(RoleTree.NodeOf(role), sum, isUsedUp);
        _measures[RoleTree.NodeOf(role)].IsBlocked = least is null;
    }

    private void MeasureLeaf(int node, bool[] isUsedUp)
    {
        ReadOnlySpan<long> held = roles.Book.HeldBy(node);
        Fraction[] parts = new Fraction[_total.Length];
        bool isBlocked = !IsActive(node);
        for (int kind = 0; kind < parts.Length; kind++)
        {
            isBlocked |= isUsedUp[kind] && held[kind] > 0;
            parts[kind] = _total[kind] > 0
                ? new Fraction(held[kind], _total[kind])
                : new Fraction(0, 1);
        }

        SetMeasure(node, parts, []);
        _measures[node].IsBlocked = isBlocked;
    }

    private void SetMeasure(int node, Fraction[] held, bool[] ignored)
    {
        Fraction share = new(0, 1);
        for (int kind = 0; kind < held.Length; kind++)
        {
            bool counts = kind >= ignored.Length || !ignored[kind];
            share = counts && held[kind] > share ? held[kind] : share;
        }

        BigInteger weight = roles.Book[node].Weight;
        _measures[node] = new Measure { Held = held, Share = share / new Fraction(weight, 1) };
    }

    private void AddSorted(int parent)
    {
        List<int> members = MembersOf(parent);
        members.RemoveAll(member => !IsActive(member));
        members.Sort(Compare);
        foreach (int member in members)
        {
            int role = RoleTree.RoleOf(member);
            if (member == RoleTree.OwnPartOf(role) || roles[role].Below == 0)
            {
                _order.Add(role);
            }
            else
            {
                AddSorted(role);
            }
        }
    }

    private int Compare(int one, int other)
    {
        int order = _measures[one].Share.CompareTo(_measures[other].Share);
        order = order != 0 ? order : roles.Book[one].Grants.CompareTo(roles.Book[other].Grants);
        return order != 0 ? order : roles.Book[one].Rank.CompareTo(roles.Book[other].Rank);
    }

    private bool IsActive(int node) => roles.Book.HeapPosition(node) >= 0;

    private List<int> MembersOf(int parent)
    {
        List<int> members = [];
        if (parent >= 0 && roles.IsSplit(parent))
        {
            members.Add(RoleTree.OwnPartOf(parent));
        }

        for (int role = roles.FirstChildOf(parent); role >= 0; role = roles[role].NextSibling)
        {
            if (roles[role].ClientCount > 0 || roles[role].Below > 0)
            {
                members.Add(RoleTree.NodeOf(role));
            }
        }

        return members;
    }
}
