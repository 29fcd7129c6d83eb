namespace Offers;

/// <summary>How far a victim's end has come.</summary>
public enum VictimPhase
{
    /// <summary>Its framework was told; the grace runs.</summary>
    Announced,

    /// <summary>The order to kill it was given.</summary>
    Killing,
}
