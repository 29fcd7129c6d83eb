namespace Offers.Core.Tests;

/// <summary>An agent of the twin. Removed ones stay as objects that are no longer alive.</summary>
internal sealed class SlowAgent
{
    public required string Name { get; init; }

    /// <summary>How many agents were added before it.</summary>
    public required int Sequence { get; init; }

    /// <summary>
    /// Row in the fast allocator's tables: the last tie-break of the seeded order.
    /// </summary>
    public int Index { get; set; }

    public required Bag Total { get; set; }

    public bool Alive { get; set; } = true;

    public bool Active { get; set; } = true;
}

/// <summary>A role of the twin; it lives for ever.</summary>
internal sealed class SlowRole
{
    public required string Name { get; init; }

    public long Weight { get; set; } = Offers.Weight.One;

    public long Grants { get; set; }
}

/// <summary>A framework of the twin.</summary>
internal sealed class SlowFramework
{
    public required string Name { get; init; }

    public required List<SlowRole> Roles { get; init; }

    public required bool TakesGpus { get; init; }

    public Dictionary<SlowRole, long> Grants { get; } = [];

    public List<SlowRole> Suppressed { get; } = [];

    public bool Alive { get; set; } = true;

    public bool Active { get; set; } = true;
}

/// <summary>
/// What one framework holds on one agent under one role: an open offer or an allocation.
/// </summary>
internal sealed class SlowHolding
{
    public required SlowFramework Framework { get; init; }

    public required SlowRole Role { get; init; }

    public required SlowAgent Agent { get; init; }

    public required Bag Resources { get; set; }

    /// <summary>When it was offered; of no meaning for an allocation.</summary>
    public Timestamp Made { get; init; }
}

/// <summary>A refuse filter of the twin.</summary>
internal sealed class SlowFilter
{
    public required SlowFramework Framework { get; init; }

    public required SlowRole Role { get; init; }

    public required SlowAgent Agent { get; init; }

    public required Bag Refused { get; init; }

    /// <summary>When it was installed, and max(interval, duration) later.</summary>
    public required Timestamp End { get; init; }

    /// <summary>
    /// Its duration is at most the interval, so it lasts through one batch at least.
    /// </summary>
    public required bool NeedsBatch { get; init; }

    /// <summary>Batches completed when it was installed.</summary>
    public required long BatchesBefore { get; init; }
}

/// <summary>An effect of the twin.</summary>
internal sealed record SlowEffect(
    EffectKind Kind, RescindCause Cause, SlowHolding Offer, Bag Resources);
