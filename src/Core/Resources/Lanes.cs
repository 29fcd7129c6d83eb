using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Offers;

/// <summary>
/// Arithmetic on rows of lanes. A row's length is a multiple of eight, and all rows of one call
/// have the same length. Amounts stay within <see cref="ResourceVector.MaxAmount"/>, so that
/// nothing here overflows.
/// </summary>
internal static class Lanes
{
    internal static void Add(Span<long> target, ReadOnlySpan<long> other)
    {
        for (int i = 0; i < target.Length; i += 4)
        {
            Vector256<long> result = At(target, i) + At(other, i);
            result.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)i);
        }
    }

    /// <summary>Subtracts what the caller knows to be contained.</summary>
    internal static void Subtract(Span<long> target, ReadOnlySpan<long> other)
    {
        for (int i = 0; i < target.Length; i += 4)
        {
            Vector256<long> result = At(target, i) - At(other, i);
            result.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)i);
        }
    }

    /// <summary>result = max(left - right, 0), lane by lane.</summary>
    internal static void Remainder(
        ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> result)
    {
        for (int i = 0; i < result.Length; i += 4)
        {
            Vector256<long> rest = Vector256.Max(At(left, i) - At(right, i), Vector256<long>.Zero);
            rest.StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)i);
        }
    }

    /// <summary>result = min(left, right), lane by lane.</summary>
    internal static void Min(
        ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> result)
    {
        for (int i = 0; i < result.Length; i += 4)
        {
            Vector256<long> least = Vector256.Min(At(left, i), At(right, i));
            least.StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)i);
        }
    }

    /// <summary>
    /// True when every lane of <paramref name="inner"/> is at most that of the other.
    /// </summary>
    internal static bool Fits(ReadOnlySpan<long> inner, ReadOnlySpan<long> outer)
    {
        for (int i = 0; i < inner.Length; i += 4)
        {
            if (Vector256.GreaterThanAny(At(inner, i), At(outer, i)))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool IsZero(ReadOnlySpan<long> row)
    {
        for (int i = 0; i < row.Length; i += 4)
        {
            if (At(row, i) != Vector256<long>.Zero)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when no lane is negative or above the largest amount (one unsigned comparison).
    /// </summary>
    internal static bool WithinBounds(ReadOnlySpan<long> row)
    {
        Vector256<ulong> most = Vector256.Create((ulong)ResourceVector.MaxAmount);
        for (int i = 0; i < row.Length; i += 4)
        {
            if (Vector256.GreaterThanAny(At(row, i).AsUInt64(), most))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>result = max(row, 0), lane by lane.</summary>
    internal static void Positive(ReadOnlySpan<long> row, Span<long> result)
    {
        for (int i = 0; i < result.Length; i += 4)
        {
            Vector256<long> positive = Vector256.Max(At(row, i), Vector256<long>.Zero);
            positive.StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)i);
        }
    }

    internal static bool IsAnyNegative(ReadOnlySpan<long> row)
    {
        for (int i = 0; i < row.Length; i += 4)
        {
            if (Vector256.LessThanAny(At(row, i), Vector256<long>.Zero))
            {
                return true;
            }
        }

        return false;
    }

    private static Vector256<long> At(ReadOnlySpan<long> row, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(row), (nuint)index);
}
