using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// A sum of fractions with few different divisors: numerators add up by divisor, and the fraction
/// is made only when it is asked for, so that a sum over a long history costs no big numbers.
/// </summary>
internal sealed class ExactSum
{
    /// <summary>In ascending order.</summary>
    private readonly List<long> _divisors = [];
    private readonly List<Int128> _numerators = [];

    /// <summary>The sum. O(divisors).</summary>
    internal Fraction Total
    {
        get
        {
            Fraction total = default;
            for (int i = 0; i < _divisors.Count; i++)
            {
                total += new Fraction(_numerators[i], _divisors[i]);
            }

            return total;
        }
    }

    /// <summary>
    /// Adds amount * length / divisor. O(log divisors), the first of a divisor O(divisors).
    /// </summary>
    /// <param name="amount">Below 2^63.</param>
    /// <param name="length">Below 2^63; the sum of all stays below 2^63, too.</param>
    /// <param name="divisor">At least 1.</param>
    internal void Add(long amount, long length, long divisor)
    {
        int index = _divisors.BinarySearch(divisor);
        if (index < 0)
        {
            index = ~index;
            _divisors.Insert(index, divisor);
            _numerators.Insert(index, 0);
        }

        _numerators[index] += (Int128)amount * length;
    }
}
