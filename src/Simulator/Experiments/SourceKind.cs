namespace Offers.Simulation.Experiments;

/// <summary>What a generated framework submits.</summary>
public enum SourceKind
{
    /// <summary>A service: instances follow a daily load. Key <c>service</c>.</summary>
    Service,

    /// <summary>Jobs of independent tasks. Key <c>batch</c>.</summary>
    Batch,

    /// <summary>Jobs whose tasks start together. Key <c>gang</c>.</summary>
    Gang,
}
