using System;
using System.Runtime.CompilerServices;

namespace Offers;

/// <summary>
/// What each sorter node (a role, or a framework in a role) holds, and its place in the DRF order:
/// share, then number of grants, then name rank. All sorters divide by the whole cell's total
/// (MESOS-9255).
/// </summary>
/// <remarks>
/// Invariants: (B1) the grant count never falls while the node lives. (B2) Ranks of live nodes are
/// distinct.
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
    private int[] _heapPositions = [];
    private long[] _total = [];
    private double[] _inverse = [];
    private int _kinds;

    internal struct Node
    {
        internal long Weight;
        internal long Grants;
        internal int Rank;
    }

    /// <summary>
    /// All that decides where a node comes, as of one moment; 40 bytes that a heap keeps side by
    /// side, because in a cell of equal frameworks most comparisons go down to the last tie-break.
    /// </summary>
    /// <param name="Key">The weighted share, rounded.</param>
    /// <param name="Divisor">
    /// The dominant kind and the weight: where these are equal, amounts compare as shares do.
    /// </param>
    /// <param name="Amount">Held of the dominant kind.</param>
    /// <param name="Grants">The first tie-break.</param>
    /// <param name="Rank">The last tie-break.</param>
    /// <param name="Node">Whose place it is.</param>
    internal readonly record struct Place(
        double Key, long Divisor, long Amount, long Grants, int Rank, int Node);

    internal ref Node this[int node] => ref _nodes[node];

    /// <summary>The node's position in the heap it is in; -1 while it is in none.</summary>
    internal ref int HeapPosition(int node) => ref _heapPositions[node];

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
            Array.Resize(ref _heapPositions, _nodes.Length);
            _held.EnsureRows(_nodes.Length);
        }

        _held.Row(node).Clear();
        _nodes[node] = new Node { Weight = weight };
        _heapPositions[node] = -1;
    }

    /// <summary>Forgets what a node holds and its grants; it stays in its heap.</summary>
    internal void Clear(int node)
    {
        _held.Row(node).Clear();
        _nodes[node].Grants = 0;
    }

    /// <summary>Gives a node what another one holds, and its grants.</summary>
    internal void Copy(int from, int to)
    {
        _held.Row(from).CopyTo(_held.Row(to));
        _nodes[to].Grants = _nodes[from].Grants;
    }

    /// <summary>
    /// The cell's total by kind; zero where there is none or the kind is not counted.
    /// </summary>
    internal void SetTotal(ReadOnlySpan<long> total)
    {
        _total = _total.Length == total.Length ? _total : new long[total.Length];
        _inverse = _inverse.Length == total.Length ? _inverse : new double[total.Length];
        total.CopyTo(_total);
        _kinds = total.TrimEnd(0L).Length;
        for (int i = 0; i < total.Length; i++)
        {
            _inverse[i] = total[i] > 0 ? 1.0 / total[i] : 0;
        }
    }

    internal void Grant(int node, ReadOnlySpan<long> amounts, int grants)
    {
        Lanes.Add(_held.Row(node), amounts);
        _nodes[node].Grants += grants;
    }

    /// <summary>Adds to, or with a negative amount takes from, one kind.</summary>
    internal void Adjust(int node, int lane, long amount) => _held.Row(node)[lane] += amount;

    internal void Return(int node, ReadOnlySpan<long> amounts) =>
        Lanes.Subtract(_held.Row(node), amounts);

    /// <summary>Where the node comes now. O(kinds).</summary>
    internal Place PlaceOf(int node)
    {
        ReadOnlySpan<long> held = _held.Row(node);
        ReadOnlySpan<double> inverse = _inverse.AsSpan(0, _kinds);
        int best = 0;
        double share = 0;
        for (int i = 0; i < inverse.Length; i++)
        {
            double candidate = held[i] * inverse[i];
            if (candidate > 0 && IsLarger(candidate, i, share, best, held))
            {
                best = i;
                share = candidate;
            }
        }

        ref readonly Node row = ref _nodes[node];
        return new Place(
            share / row.Weight,
            ((long)best << 32) | row.Weight,
            share > 0 ? held[best] : 0,
            row.Grants,
            row.Rank,
            node);
    }

    /// <summary>True when the first comes before the second in the DRF order; total.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsBefore(in Place first, in Place second)
    {
        if (first.Divisor == second.Divisor)
        {
            return first.Amount != second.Amount
                ? first.Amount < second.Amount
                : IsBeforeInTie(in first, in second);
        }

        return IsBeforeAcross(in first, in second);
    }

    private bool IsBeforeAcross(in Place first, in Place second)
    {
        double gap = first.Key - second.Key;
        return Math.Abs(gap) > ClearlyDifferent * (first.Key + second.Key)
            ? gap < 0
            : IsBeforeExactly(in first, in second);
    }

    internal DominantShare ShareOf(int node)
    {
        Place place = PlaceOf(node);
        int kind = KindOf(in place);
        long total = place.Amount == 0 ? 1 : _total[kind];
        return new DominantShare(
            new ResourceKind(kind), place.Amount, total, _nodes[node].Weight);
    }

    private static int KindOf(in Place place) => (int)(place.Divisor >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBeforeInTie(in Place first, in Place second) =>
        first.Grants != second.Grants
        ? first.Grants < second.Grants
        : first.Rank < second.Rank;

    private bool IsBeforeExactly(in Place first, in Place second)
    {
        int order = first.Amount == 0 || second.Amount == 0
            ? first.Amount.CompareTo(second.Amount)
            : DominantShare.Compare(
                first.Amount, _total[KindOf(in first)], (uint)first.Divisor,
                second.Amount, _total[KindOf(in second)], (uint)second.Divisor);
        return order != 0 ? order < 0 : IsBeforeInTie(in first, in second);
    }

    private bool IsLarger(
        double share, int kind, double otherShare, int other, ReadOnlySpan<long> held)
    {
        double gap = share - otherShare;
        return Math.Abs(gap) > ClearlyDifferent * (share + otherShare)
            ? gap > 0
            : IsLargerExactly(held[kind], _total[kind], held[other], _total[other]);
    }

    /// <summary>
    /// Cross-multiplies: two multiplications of 64 bits to 128, where those of 128 bits cost ten
    /// times as much, and where frameworks take whole agents all kinds tie.
    /// </summary>
    private static bool IsLargerExactly(
        long amount, long total, long otherAmount, long otherTotal)
    {
        ulong left = Math.BigMul((ulong)amount, (ulong)otherTotal, out ulong leftLow);
        ulong right = Math.BigMul((ulong)otherAmount, (ulong)total, out ulong rightLow);
        return left != right ? left > right : leftLow > rightLow;
    }
}
