using System.Collections.Generic;

namespace Offers;

/// <summary>One item as it was read, before its name has a kind.</summary>
internal readonly record struct ItemDraft(
    string Name, ResourceValueType Type = ResourceValueType.Scalar)
{
    internal Reservation[]? Reservations { get; init; }

    internal DiskDescription? Disk { get; init; }

    internal bool IsRevocable { get; init; }

    internal string? Provider { get; init; }

    internal bool IsShared { get; init; }

    /// <summary>Thousandths of a scalar.</summary>
    internal long Amount { get; init; }

    /// <summary>Copies of a counted item.</summary>
    internal long Copies { get; init; } = 1;

    /// <summary>The intervals of ranges, in any order, overlapping or not.</summary>
    internal List<(long Low, long High)>? Intervals { get; init; }

    /// <summary>The members of a set, in any order, repeated or not.</summary>
    internal List<string>? Members { get; init; }
}
