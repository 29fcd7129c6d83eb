namespace Offers;

/// <summary>
/// Which agents a run comes to first. Free means free plain resources, as a dominant share of the
/// cell; ties go by order of addition.
/// </summary>
public enum PlacementOrder
{
    /// <summary>In <see cref="AllocatorOptions.VisitOrder"/>: seeded by default, as in Mesos.</summary>
    Seed,

    /// <summary>The agent with the least free first: whole agents stay free for large tasks.</summary>
    BestFit,

    /// <summary>The agent with the most free first: load is spread.</summary>
    Spread,
}
