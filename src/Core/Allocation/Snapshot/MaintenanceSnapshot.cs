namespace Offers;

/// <summary>The maintenance of an agent in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Start">When it begins; may be past, even before the host's zero.</param>
public sealed record MaintenanceSnapshot(Timestamp Start)
{
    /// <summary>Frameworks that were asked to give the agent back, by name.</summary>
    public ValueList<string> Asked { get; init; } = [];

    /// <summary>Frameworks that do not want to be asked again, by name.</summary>
    public ValueList<InverseRefusalSnapshot> Refusals { get; init; } = [];
}
