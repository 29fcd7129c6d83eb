using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Limits per resource kind, in thousandths: an absent kind is unlimited, and a limit of zero is
/// kept. The default value limits nothing. (The twin of <see cref="ResourceVector"/>, where absent
/// means zero; the two types keep the two meanings apart.)
/// </summary>
public readonly struct ResourceLimits : IEquatable<ResourceLimits>
{
    // A lane holds the limit plus one, so that zero, the default, means that there is none.
    private readonly ResourceVector _plusOne;

    private ResourceLimits(in ResourceVector plusOne) => _plusOne = plusOne;

    /// <summary>No limit on anything.</summary>
    public static ResourceLimits None => default;

    /// <summary>True when nothing is limited.</summary>
    public bool IsUnlimited => _plusOne.IsZero;

    /// <summary>The limit of a kind in thousandths, or null when it has none.</summary>
    public long? this[ResourceKind kind] => _plusOne[kind] is > 0 and long limit ? limit - 1 : null;

    /// <summary>These limits with one kind limited.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="thousandths">0 to <see cref="ResourceVector.MaxAmount"/> less one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public ResourceLimits With(ResourceKind kind, long thousandths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(thousandths);
        return new ResourceLimits(_plusOne.With(kind, thousandths + 1));
    }

    /// <summary>True when every limited kind's amount is at most its limit.</summary>
    public bool Allow(in ResourceVector amounts)
    {
        for (int i = 0; i < _plusOne.LaneCount; i++)
        {
            if (_plusOne.Lane(i) is > 0 and long limit && amounts.Lane(i) >= limit)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when these limits allow at least what the others do: each kind that is limited here is
    /// limited there, to no more.
    /// </summary>
    public bool Contains(in ResourceLimits other)
    {
        for (int i = 0; i < _plusOne.LaneCount; i++)
        {
            bool isLimited = _plusOne.Lane(i) > 0;
            if (isLimited && other._plusOne.Lane(i) is var inner
                && (inner == 0 || inner > _plusOne.Lane(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What is left of the limits after some use; never below zero, and never unlimited.
    /// </summary>
    public ResourceLimits Less(in ResourceVector used)
    {
        ResourceLimits rest = this;
        for (int i = 0; i < _plusOne.LaneCount; i++)
        {
            if (_plusOne.Lane(i) is > 0 and long limit)
            {
                rest = rest.With(new ResourceKind(i), Math.Max(0, limit - 1 - used.Lane(i)));
            }
        }

        return rest;
    }

    /// <inheritdoc/>
    public bool Equals(ResourceLimits other) => _plusOne.Equals(other._plusOne);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ResourceLimits other && Equals(other);

    /// <summary>A hash of the limits, the same in every process.</summary>
    public override int GetHashCode() => _plusOne.GetHashCode();

    /// <summary>True when the same kinds have the same limits.</summary>
    public static bool operator ==(in ResourceLimits left, in ResourceLimits right) =>
        left.Equals(right);

    /// <summary>True when some limit differs.</summary>
    public static bool operator !=(in ResourceLimits left, in ResourceLimits right) =>
        !left.Equals(right);

    internal IEnumerable<(ResourceKind Kind, long Limit)> Listed()
    {
        for (int i = 0; i < _plusOne.LaneCount; i++)
        {
            if (_plusOne.Lane(i) is > 0 and long limit)
            {
                yield return (new ResourceKind(i), limit - 1);
            }
        }
    }
}
