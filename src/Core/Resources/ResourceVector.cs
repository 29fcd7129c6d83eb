using System;
using System.Runtime.CompilerServices;

namespace Offers;

/// <summary>
/// Quantities of every resource kind, in thousandths of a unit: an absent kind is zero. An
/// immutable value; the first eight kinds are stored inline, so that ordinary vectors never
/// allocate.
/// </summary>
/// <remarks>
/// These operations are all there are: <c>+</c>, <c>-</c>, <see cref="Min"/>, <see cref="Max"/>,
/// <see cref="Fits"/>, <see cref="IsZero"/>, <see cref="Scale"/>, <see cref="DominantShare"/> and
/// the comparison of shares. Fixed point with three decimals is Mesos' rule for scalars. Every
/// operation is linear in the number of kinds.
/// </remarks>
public readonly struct ResourceVector : IEquatable<ResourceVector>
{
    /// <summary>
    /// The largest amount of one kind, in thousandths, for a vector and for the total of a cell:
    /// 2^50, or about 1.1 * 10^12 units (an exabyte in MB). With weights below 2^26 the exact
    /// comparison of two weighted shares fits in 128 bits.
    /// </summary>
    public const long MaxAmount = 1L << 50;

    /// <summary>Lanes that may be on the stack; more are rare and go to the heap.</summary>
    private const int StackLanes = 512;

    private readonly FirstLanes _first;
    private readonly long[]? _more;

    private ResourceVector(ReadOnlySpan<long> lanes)
    {
        ReadOnlySpan<long> first = lanes[..Math.Min(lanes.Length, ResourceSchema.LanesPerStride)];
        first.CopyTo(_first);
        ReadOnlySpan<long> more = lanes[first.Length..].TrimEnd(0L);
        _more = more.IsEmpty ? null : more.ToArray();
    }

    private ResourceVector(FirstLanes first) => _first = first;

    /// <summary>The empty vector: zero of everything.</summary>
    public static ResourceVector Zero => default;

    /// <summary>True when every kind is zero.</summary>
    public bool IsZero => _more is null && Lanes.IsZero(_first);

    /// <summary>The amount of one kind in thousandths; 0 when absent.</summary>
    public long this[ResourceKind kind] => Lane(kind.Index);

    private int Length => ResourceSchema.LanesPerStride + (_more?.Length ?? 0);

    /// <summary>A vector with one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="thousandths">0 to <see cref="MaxAmount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is out of range.</exception>
    public static ResourceVector Of(ResourceKind kind, long thousandths) =>
        Zero.With(kind, thousandths);

    /// <summary>This vector with one kind set to another amount.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="thousandths">0 to <see cref="MaxAmount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The amount or the kind is out of range.
    /// </exception>
    public ResourceVector With(ResourceKind kind, long thousandths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(kind.Index, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfNegative(thousandths);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(thousandths, MaxAmount);
        int count = Math.Max(Length, kind.Index + 1);
        Span<long> lanes = count <= StackLanes ? stackalloc long[count] : new long[count];
        CopyTo(lanes);
        lanes[kind.Index] = thousandths;
        return new ResourceVector(lanes);
    }

    /// <summary>The sum, kind by kind.</summary>
    /// <exception cref="OverflowException">A sum exceeds <see cref="MaxAmount"/>.</exception>
    public static ResourceVector operator +(in ResourceVector left, in ResourceVector right)
    {
        if (left._more is null && right._more is null)
        {
            FirstLanes sum = left._first;
            Lanes.Add(sum, right._first);
            if (Lanes.WithinBounds(sum))
            {
                return new ResourceVector(sum);
            }
        }

        int count = Math.Max(left.Length, right.Length);
        Span<long> lanes = count <= StackLanes ? stackalloc long[count] : new long[count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Checked(left.Lane(i) + (Int128)right.Lane(i), i);
        }

        return new ResourceVector(lanes);
    }

    /// <summary>
    /// The difference, kind by kind; what would be negative is zero (as in Mesos).
    /// </summary>
    public static ResourceVector operator -(in ResourceVector left, in ResourceVector right)
    {
        if (left._more is null && right._more is null)
        {
            FirstLanes rest = default;
            Lanes.Remainder(left._first, right._first, rest);
            return new ResourceVector(rest);
        }

        int count = Math.Max(left.Length, right.Length);
        Span<long> lanes = count <= StackLanes ? stackalloc long[count] : new long[count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Max(0, left.Lane(i) - right.Lane(i));
        }

        return new ResourceVector(lanes);
    }

    /// <summary>The smaller amount of each kind.</summary>
    public static ResourceVector Min(in ResourceVector left, in ResourceVector right)
    {
        int count = Math.Max(left.Length, right.Length);
        Span<long> lanes = count <= StackLanes ? stackalloc long[count] : new long[count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Min(left.Lane(i), right.Lane(i));
        }

        return new ResourceVector(lanes);
    }

    /// <summary>The larger amount of each kind.</summary>
    public static ResourceVector Max(in ResourceVector left, in ResourceVector right)
    {
        int count = Math.Max(left.Length, right.Length);
        Span<long> lanes = count <= StackLanes ? stackalloc long[count] : new long[count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Max(left.Lane(i), right.Lane(i));
        }

        return new ResourceVector(lanes);
    }

    /// <summary>
    /// True when each amount is at most the capacity's; a kind absent there has none.
    /// </summary>
    public bool Fits(in ResourceVector capacity)
    {
        if (_more is null && capacity._more is null)
        {
            return Lanes.Fits(_first, capacity._first);
        }

        for (int i = 0; i < Length; i++)
        {
            if (Lane(i) > capacity.Lane(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>This vector so many times.</summary>
    /// <param name="count">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="OverflowException">A product exceeds <see cref="MaxAmount"/>.</exception>
    public ResourceVector Scale(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 1)
        {
            return this;
        }

        Span<long> lanes = Length <= StackLanes ? stackalloc long[Length] : new long[Length];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Checked(Lane(i) * (Int128)count, i);
        }

        return new ResourceVector(lanes);
    }

    /// <summary>
    /// The dominant share of a holding: the largest fraction amount / total over the kinds of which
    /// the cell has any (DRF, section 4). Zero when there is none.
    /// </summary>
    /// <param name="total">The cell's total.</param>
    /// <param name="weight">
    /// Weight in thousandths, 1 to <see cref="Weight.Max"/>; default 1 000.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public DominantShare DominantShare(in ResourceVector total, long weight = Weight.One)
    {
        Weight.ThrowIfOutOfRange(weight);
        DominantShare best = new(default, 0, 1, weight);
        for (int i = 0; i < Length; i++)
        {
            DominantShare share = new(new ResourceKind(i), Lane(i), total.Lane(i), weight);
            if (share.Amount > 0 && share.Total > 0 && share.CompareTo(best) > 0)
            {
                best = share;
            }
        }

        return best;
    }

    /// <summary>True when all amounts are equal.</summary>
    public bool Equals(ResourceVector other) =>
        ((ReadOnlySpan<long>)_first).SequenceEqual(other._first)
        && _more.AsSpan().SequenceEqual(other._more);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResourceVector other && Equals(other);

    /// <summary>A hash of the amounts, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        for (int i = 0; i < Length; i++)
        {
            hash.Add(Lane(i));
        }

        return (int)hash.Value;
    }

    /// <summary>True when all amounts are equal.</summary>
    public static bool operator ==(in ResourceVector left, in ResourceVector right) =>
        left.Equals(right);

    /// <summary>True when some amount differs.</summary>
    public static bool operator !=(in ResourceVector left, in ResourceVector right) =>
        !left.Equals(right);

    internal static ResourceVector FromLanes(ReadOnlySpan<long> lanes) => new(lanes);

    /// <summary>Lanes in use: 8, or more when a kind beyond the eighth is present.</summary>
    internal int LaneCount => Length;

    /// <summary>
    /// Writes the amounts and zeroes after them; the row is at least as long as needed.
    /// </summary>
    internal void CopyTo(Span<long> row)
    {
        ReadOnlySpan<long> first = _first;
        first[..Math.Min(row.Length, ResourceSchema.LanesPerStride)].CopyTo(row);
        if (row.Length > ResourceSchema.LanesPerStride)
        {
            Span<long> tail = row[ResourceSchema.LanesPerStride..];
            tail.Clear();
            _more.AsSpan().CopyTo(tail);
        }
    }

    internal long Lane(int index)
    {
        if (index < ResourceSchema.LanesPerStride)
        {
            return _first[index];
        }

        int tail = index - ResourceSchema.LanesPerStride;
        return _more is not null && tail < _more.Length ? _more[tail] : 0;
    }

    private static long Checked(Int128 amount, int kind) =>
        amount <= MaxAmount
            ? (long)amount
            : throw new OverflowException(
                $"resource kind {kind}: {amount} thousandths exceed the largest amount "
                + $"{MaxAmount}");

    [InlineArray(ResourceSchema.LanesPerStride)]
    private struct FirstLanes
    {
        private long _lane;
    }
}
