namespace Offers;

/// <summary>
/// The numbers that decided a refusal, or why not all that was wanted is planned. What a status
/// has no use for is empty. A value.
/// </summary>
public sealed record PreemptionEvidence
{
    /// <summary>
    /// The agent that came closest, for the statuses from NothingFits to RateLimited; null for
    /// others.
    /// </summary>
    public string? Agent { get; init; }

    /// <summary>
    /// What one more task lacks on that agent when all are taken that the status speaks of:
    /// everybody (NothingFits), everybody but those leaving (AlreadyLeaving), all eligible ones
    /// (NothingEligible), all eligible ones that are not spared (CoolingDown).
    /// </summary>
    public ResourceVector Missing { get; init; }

    /// <summary>
    /// The role that is protected (BelowGuarantee, BelowShare); null for others.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>What that role would have left (BelowGuarantee).</summary>
    public ResourceVector Left { get; init; }

    /// <summary>
    /// What it may not go below: its guarantee, or what it has where that is less already
    /// (BelowGuarantee).
    /// </summary>
    public ResourceVector Floor { get; init; }

    /// <summary>The share that the role would have (BelowShare); 0/1 for others.</summary>
    public DominantShare RoleShare { get; init; } = new(default, 0, 1, Weight.One);

    /// <summary>The share that the claimant would have (BelowShare); 0/1 for others.</summary>
    public DominantShare ClaimantShare { get; init; } = new(default, 0, 1, Weight.One);

    /// <summary>
    /// The victims that one more task needs (TooManyVictims, RateLimited); 0 for others.
    /// </summary>
    public int VictimsNeeded { get; init; }

    /// <summary>The victims that are left to take (TooManyVictims, RateLimited).</summary>
    public int VictimsAllowed { get; init; }
}
