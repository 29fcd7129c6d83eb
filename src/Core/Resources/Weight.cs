using System;

namespace Offers;

/// <summary>
/// Bounds of a role's weight, in thousandths. A role with weight 2 may hold twice the share of a
/// role with weight 1 before it is behind it in the order.
/// </summary>
public static class Weight
{
    /// <summary>Weight 1, the default.</summary>
    public const long One = 1_000;

    /// <summary>The largest weight, in thousandths (just under 2^26, or 67 108.863).</summary>
    public const long Max = (1L << 26) - 1;

    internal static bool IsValid(long weight) => weight is >= 1 and <= Max;

    internal static void ThrowIfOutOfRange(long weight)
    {
        if (!IsValid(weight))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight), weight, $"expected 1 to {Max} thousandths");
        }
    }
}
