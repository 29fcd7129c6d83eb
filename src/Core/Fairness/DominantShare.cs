using System;

namespace Offers;

/// <summary>
/// A weighted dominant share as an exact fraction, Amount / (Total * Weight). Shares are compared
/// by cross-multiplication in 128 bits and never rounded: in doubles a quarter of all equal
/// weighted shares compare as unequal.
/// </summary>
/// <param name="Kind">The kind that dominates; meaningless when the amount is 0.</param>
/// <param name="Amount">Held, in thousandths.</param>
/// <param name="Total">The cell's total of that kind, in thousandths; at least 1.</param>
/// <param name="Weight">Weight in thousandths; at least 1.</param>
public readonly record struct DominantShare(
    ResourceKind Kind, long Amount, long Total, long Weight) : IComparable<DominantShare>
{
    /// <summary>The share as a number for people: 0.5 is half of the cell at weight 1.</summary>
    public double Value => Amount / (double)Total / (Weight / (double)Offers.Weight.One);

    /// <summary>Exact comparison of the two fractions; the kind does not count.</summary>
    public int CompareTo(DominantShare other) => Compare(
        Amount, Total, Weight, other.Amount, other.Total, other.Weight);

    /// <summary>Smaller share.</summary>
    public static bool operator <(DominantShare left, DominantShare right) =>
        left.CompareTo(right) < 0;

    /// <summary>Larger share.</summary>
    public static bool operator >(DominantShare left, DominantShare right) =>
        left.CompareTo(right) > 0;

    /// <summary>Not the larger share.</summary>
    public static bool operator <=(DominantShare left, DominantShare right) =>
        left.CompareTo(right) <= 0;

    /// <summary>Not the smaller share.</summary>
    public static bool operator >=(DominantShare left, DominantShare right) =>
        left.CompareTo(right) >= 0;

    internal static int Compare(
        long amount, long total, long weight, long otherAmount, long otherTotal, long otherWeight)
    {
        // At most 2^50 * 2^50 * 2^26: the bounds of ResourceVector and Weight keep it below 2^127.
        Int128 left = (Int128)amount * otherTotal * otherWeight;
        Int128 right = (Int128)otherAmount * total * weight;
        return left.CompareTo(right);
    }
}
