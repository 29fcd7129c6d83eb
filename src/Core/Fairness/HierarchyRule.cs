namespace Offers;

/// <summary>How a group's share follows from what its members hold.</summary>
public enum HierarchyRule
{
    /// <summary>
    /// The dominant share of the sum (as in Mesos): members that need different things starve each
    /// other once tasks turn over (H-DRF, section 3).
    /// </summary>
    Sum,

    /// <summary>
    /// Every member's holding is first rescaled to the least weighted share of all members: a
    /// member that can get no more holds the group's share down for ever.
    /// </summary>
    LeastMember,

    /// <summary>
    /// H-DRF: members that can get more are rescaled to the least weighted share among them, those
    /// that cannot count as they are, and used-up resources do not count at all.
    /// </summary>
    LeastUnblockedMember,
}
