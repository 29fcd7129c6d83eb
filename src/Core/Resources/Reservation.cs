using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>One entry of a stack of reservations; an immutable value.</summary>
/// <param name="Type">How the reservation came about.</param>
/// <param name="Role">The role that it is for; a valid name, never <c>*</c>.</param>
/// <param name="Principal">Who made it; null when unknown.</param>
/// <param name="Labels">
/// Keys with values that tell reservations apart; a value may be null. The order in which they are
/// given does not matter: they are kept in the ordinal order of keys, then values.
/// </param>
public sealed record Reservation(
    ReservationType Type,
    string Role,
    string? Principal,
    IReadOnlyList<KeyValuePair<string, string?>> Labels)
{
    /// <summary>A reservation without labels.</summary>
    /// <param name="type">How the reservation came about.</param>
    /// <param name="role">The role that it is for.</param>
    /// <param name="principal">Who made it; null when unknown.</param>
    public Reservation(ReservationType type, string role, string? principal = null)
        : this(type, role, principal, [])
    {
    }

    /// <summary>The labels in the ordinal order of keys, then values (null first).</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Labels
    {
        get;
        init => field = Sorted(value);
    }
        = Sorted(Labels);

    /// <summary>True when type, role, principal and labels are equal.</summary>
    public bool Equals(Reservation? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Type != other.Type
            || !string.Equals(Role, other.Role, StringComparison.Ordinal)
            || !string.Equals(Principal, other.Principal, StringComparison.Ordinal)
            || Labels.Count != other.Labels.Count)
        {
            return false;
        }

        for (int i = 0; i < Labels.Count; i++)
        {
            if (Compare(Labels[i], other.Labels[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash of all parts, the same in every process.</summary>
    public override int GetHashCode()
    {
        StableHash hash = default;
        hash.Add((long)Type);
        hash.Add(Role);
        hash.Add(Principal);
        foreach (KeyValuePair<string, string?> label in Labels)
        {
            hash.Add(label.Key);
            hash.Add(label.Value);
        }

        return (int)hash.Value;
    }

    private static KeyValuePair<string, string?>[] Sorted(
        IReadOnlyList<KeyValuePair<string, string?>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        KeyValuePair<string, string?>[] sorted = new KeyValuePair<string, string?>[labels.Count];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = labels[i];
        }

        Array.Sort(sorted, Compare);
        return sorted;
    }

    private static int Compare(
        KeyValuePair<string, string?> left, KeyValuePair<string, string?> right)
    {
        int byKey = string.CompareOrdinal(left.Key, right.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(left.Value, right.Value);
    }
}
