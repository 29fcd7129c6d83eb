using System;
using System.Collections.Generic;
using System.Numerics;

namespace Offers;

/// <summary>A hierarchy while it is filled: all shares are found anew for each task.</summary>
internal sealed class HierarchyState
{
    private readonly ResourceVector _capacity;
    private readonly HierarchyRule _rule;
    private readonly List<Node> _nodes = [];
    private readonly List<int> _leaves = [];
    private readonly long[] _tasks;
    private readonly int _kinds;
    private ResourceVector _used;

    internal HierarchyState(in ResourceVector capacity, HierarchyNode root, HierarchyRule rule)
    {
        _capacity = capacity;
        _rule = rule;
        _kinds = Add(root);
        _tasks = new long[_leaves.Count];
        foreach (Node node in _nodes)
        {
            node.Held = new Fraction[_kinds];
        }
    }

    internal IReadOnlyList<long> Tasks => _tasks;

    internal ResourceVector Used => _used;

    internal void Start(IReadOnlyList<long> tasks)
    {
        if (tasks.Count != _tasks.Length)
        {
            throw new ArgumentException(
                $"found {tasks.Count} numbers of tasks, expected {_tasks.Length}", nameof(tasks));
        }

        for (int leaf = 0; leaf < _tasks.Length; leaf++)
        {
            Claim claim = _nodes[_leaves[leaf]].Claim;
            if (tasks[leaf] < 0 || tasks[leaf] > (claim.MostTasks ?? long.MaxValue))
            {
                throw new ArgumentException(
                    $"leaf '{claim.Name}': found {tasks[leaf]} tasks", nameof(tasks));
            }

            _tasks[leaf] = tasks[leaf];
            _used += claim.Demand.Scale(tasks[leaf]);
        }

        if (!_used.Fits(_capacity))
        {
            throw new ArgumentException("the tasks need more than there is", nameof(tasks));
        }
    }

    internal void Give(int leaf)
    {
        _tasks[leaf]++;
        _used += _nodes[_leaves[leaf]].Claim.Demand;
    }

    /// <summary>The leaf that gets the next task; -1 when all are blocked.</summary>
    internal int Next()
    {
        Measure();
        int at = 0;
        if (_nodes[0].IsBlocked)
        {
            return -1;
        }

        while (_nodes[at].Leaf < 0)
        {
            at = LeastMember(_nodes[at]);
        }

        return _nodes[at].Leaf;
    }

    /// <summary>Copies the tree, members after their group; the number of kinds.</summary>
    private int Add(HierarchyNode source)
    {
        Node node = new() { Claim = source.Claim, Leaf = source.IsLeaf ? _leaves.Count : -1 };
        int kinds = Math.Max(_capacity.LaneCount, source.Claim.Demand.LaneCount);
        if (source.IsLeaf)
        {
            _leaves.Add(_nodes.Count);
        }

        _nodes.Add(node);
        foreach (HierarchyNode member in source.Members)
        {
            node.Members.Add(_nodes.Count);
            kinds = Math.Max(kinds, Add(member));
        }

        return kinds;
    }

    private int LeastMember(Node group)
    {
        int least = -1;
        foreach (int member in group.Members)
        {
            if (!_nodes[member].IsBlocked
                && (least < 0 || IsBefore(_nodes[member], _nodes[least])))
            {
                least = member;
            }
        }

        return least;
    }

    private static bool IsBefore(Node left, Node right)
    {
        int order = left.Weighted.CompareTo(right.Weighted);
        order = order != 0 ? order : left.Tasks.CompareTo(right.Tasks);
        order = order != 0
            ? order
            : string.CompareOrdinal(left.Claim.Name, right.Claim.Name);
        return order < 0;
    }

    /// <summary>Finds holdings and shares of all nodes, members before their groups.</summary>
    private void Measure()
    {
        ResourceVector left = _capacity - _used;
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (_nodes[i].Leaf >= 0)
            {
                MeasureLeaf(_nodes[i], left);
            }
        }

        bool[] isUsedUp = UsedUp(left);
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            if (_nodes[i].Leaf < 0)
            {
                MeasureGroup(_nodes[i], isUsedUp);
            }
        }
    }

    private void MeasureLeaf(Node leaf, in ResourceVector left)
    {
        leaf.Tasks = _tasks[leaf.Leaf];
        leaf.IsIdle = leaf.Claim.MostTasks == 0;
        leaf.IsBlocked = leaf.Tasks == leaf.Claim.MostTasks || !leaf.Claim.Demand.Fits(left);
        for (int k = 0; k < _kinds; k++)
        {
            leaf.Held[k] = Whole((BigInteger)leaf.Claim.Demand[new ResourceKind(k)] * leaf.Tasks);
        }

        SetShare(leaf, []);
    }

    private void MeasureGroup(Node group, bool[] isUsedUp)
    {
        group.Tasks = 0;
        group.IsBlocked = true;
        group.IsIdle = true;
        Array.Clear(group.Held);
        Fraction? least = LeastShare(group);
        foreach (int index in group.Members)
        {
            Node member = _nodes[index];
            group.Tasks += member.Tasks;
            group.IsBlocked &= member.IsBlocked;
            group.IsIdle &= member.IsIdle;
            Fraction scale = ScaleOf(member, least);
            for (int k = 0; k < _kinds; k++)
            {
                group.Held[k] += member.Held[k] * scale;
            }
        }

        SetShare(group, _rule == HierarchyRule.LeastUnblockedMember ? isUsedUp : []);
    }

    /// <summary>What the members that count are rescaled to; null when nothing is.</summary>
    private Fraction? LeastShare(Node group)
    {
        Fraction? least = null;
        foreach (int index in group.Members)
        {
            Node member = _nodes[index];
            if (IsRescaled(member) && (least is null || member.Weighted < least))
            {
                least = member.Weighted;
            }
        }

        return least;
    }

    private bool IsRescaled(Node member) => _rule switch
    {
        HierarchyRule.Sum => false,
        HierarchyRule.LeastMember => !member.IsIdle,
        _ => !member.IsBlocked,
    };

    private Fraction ScaleOf(Node member, Fraction? least) =>
        !IsRescaled(member) ? Whole(1)
        : member.Weighted == default ? default
        : least!.Value / member.Weighted;

    private void SetShare(Node node, bool[] isUsedUp)
    {
        Fraction share = default;
        for (int k = 0; k < _kinds; k++)
        {
            long total = _capacity[new ResourceKind(k)];
            if (total > 0 && !(k < isUsedUp.Length && isUsedUp[k]))
            {
                Fraction part = node.Held[k] / Whole(total);
                share = part > share ? part : share;
            }
        }

        node.Weighted = share / new Fraction(node.Claim.Weight, Weight.One);
    }

    /// <summary>The kinds of which no leaf that needs them can get what one task needs.</summary>
    private bool[] UsedUp(in ResourceVector left)
    {
        bool[] isUsedUp = new bool[_kinds];
        for (int k = 0; k < _kinds; k++)
        {
            ResourceKind kind = new(k);
            long least = long.MaxValue;
            foreach (int leaf in _leaves)
            {
                long demand = _nodes[leaf].Claim.Demand[kind];
                least = demand > 0 ? Math.Min(least, demand) : least;
            }

            isUsedUp[k] = left[kind] < least;
        }

        return isUsedUp;
    }

    private static Fraction Whole(BigInteger number) => new(number, BigInteger.One);

    private sealed class Node
    {
        internal required Claim Claim { get; init; }

        /// <summary>The leaf's number; -1 for a group.</summary>
        internal required int Leaf { get; init; }

        internal List<int> Members { get; } = [];

        /// <summary>What it holds, rescaled as the rule says, in thousandths.</summary>
        internal Fraction[] Held { get; set; } = [];

        /// <summary>Its dominant share divided by its weight.</summary>
        internal Fraction Weighted { get; set; }

        internal long Tasks { get; set; }

        internal bool IsBlocked { get; set; }

        /// <summary>True when it never has a task: it is no measure for others.</summary>
        internal bool IsIdle { get; set; }
    }
}
