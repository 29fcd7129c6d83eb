using System;

namespace Offers;

/// <summary>
/// What each sorter node (a role, or a framework in a role) holds, and its place in the DRF order:
/// share, then number of grants, then name rank. All sorters divide by the whole cell's total
/// (MESOS-9255).
/// </summary>
/// <remarks>
/// Invariants: (B1) <see cref="Node.Amount"/>, <see cref="Node.Kind"/> and <see cref="Node.Key"/>
/// follow from the node's held lanes and the total that <see cref="SetTotal"/> was last given. (B2)
/// The grant count never falls while the node lives. (B3) Ranks of live nodes are distinct.
/// </remarks>
internal sealed class ShareBook(int strides)
{
    /// <summary>
    /// Keys that differ by more than this part of their sum are in the right order: a key is the
    /// product of five roundings, each within 2^-53.
    /// </summary>
    private const double ClearlyDifferent = 1e-12;

    private readonly LaneTable _held = new(strides);
    private Node[] _nodes = [];
    private long[] _total = [];
    private double[] _inverse = [];

    /// <summary>One node; 48 bytes, so that one comparison touches one cache line a node.</summary>
    internal struct Node
    {
        internal double Key;
        internal long Amount;
        internal long Weight;
        internal long Grants;
        internal int Kind;
        internal int Rank;
        internal int HeapPosition;
    }

    internal ref Node this[int node] => ref _nodes[node];

    internal ReadOnlySpan<long> HeldBy(int node) => _held.Row(node);

    internal void Widen(int strides) => _held.Widen(strides);

    /// <summary>
    /// Makes room for a node and resets it: nothing held, no grant, not in a heap.
    /// </summary>
    internal void Reset(int node, long weight)
    {
        if (node >= _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(node + 1, Math.Max(16, _nodes.Length * 2)));
            _held.EnsureRows(_nodes.Length);
        }

        _held.Row(node).Clear();
        _nodes[node] = new Node { Weight = weight, HeapPosition = -1 };
    }

    /// <summary>
    /// The cell's total by kind; zero where there is none or the kind is not counted.
    /// </summary>
    internal void SetTotal(ReadOnlySpan<long> total)
    {
        _total = _total.Length == total.Length ? _total : new long[total.Length];
        _inverse = _inverse.Length == total.Length ? _inverse : new double[total.Length];
        total.CopyTo(_total);
        for (int i = 0; i < total.Length; i++)
        {
            _inverse[i] = total[i] > 0 ? 1.0 / total[i] : 0;
        }
    }

    internal void Grant(int node, ReadOnlySpan<long> amounts)
    {
        Lanes.Add(_held.Row(node), amounts);
        _nodes[node].Grants++;
        Refresh(node);
    }

    internal void Return(int node, ReadOnlySpan<long> amounts)
    {
        Lanes.Subtract(_held.Row(node), amounts);
        Refresh(node);
    }

    internal void SetWeight(int node, long weight)
    {
        _nodes[node].Weight = weight;
        Refresh(node);
    }

    /// <summary>Restores (B1) for one node. O(kinds).</summary>
    internal void Refresh(int node)
    {
        ref Node row = ref _nodes[node];
        ReadOnlySpan<long> held = _held.Row(node);
        int best = 0;
        double share = 0;
        for (int i = 0; i < _inverse.Length; i++)
        {
            double candidate = held[i] * _inverse[i];
            if (candidate > 0 && IsLarger(candidate, i, share, best, held))
            {
                best = i;
                share = candidate;
            }
        }

        row.Kind = best;
        row.Amount = share > 0 ? held[best] : 0;
        row.Key = share / row.Weight;
    }

    /// <summary>True when the first node comes before the second in the DRF order; total.</summary>
    internal bool IsBefore(double firstKey, int first, double secondKey, int second)
    {
        double gap = firstKey - secondKey;
        return Math.Abs(gap) > ClearlyDifferent * (firstKey + secondKey)
            ? gap < 0
            : IsBeforeExactly(ref _nodes[first], ref _nodes[second]);
    }

    internal DominantShare ShareOf(int node)
    {
        ref readonly Node row = ref _nodes[node];
        long total = row.Amount == 0 ? 1 : _total[row.Kind];
        return new DominantShare(new ResourceKind(row.Kind), row.Amount, total, row.Weight);
    }

    private bool IsBeforeExactly(ref Node first, ref Node second)
    {
        int order = first.Kind == second.Kind && first.Weight == second.Weight
            ? first.Amount.CompareTo(second.Amount)
            : Compare(in first, in second);
        if (order != 0)
        {
            return order < 0;
        }

        return first.Grants != second.Grants
            ? first.Grants < second.Grants
            : first.Rank < second.Rank;
    }

    private int Compare(ref readonly Node first, ref readonly Node second) =>
        first.Amount == 0 || second.Amount == 0
        ? first.Amount.CompareTo(second.Amount)
        : DominantShare.Compare(
            first.Amount, _total[first.Kind], first.Weight,
            second.Amount, _total[second.Kind], second.Weight);

    private bool IsLarger(
        double share, int kind, double otherShare, int other, ReadOnlySpan<long> held)
    {
        double gap = share - otherShare;
        return Math.Abs(gap) > ClearlyDifferent * (share + otherShare)
            ? gap > 0
            : DominantShare.Compare(held[kind], _total[kind], 1, held[other], _total[other], 1) > 0;
    }
}
