namespace Offers.Wire;

/// <summary>What a peer is.</summary>
public enum WireRole
{
    /// <summary>The master.</summary>
    Master = 1,

    /// <summary>An agent.</summary>
    Agent = 2,

    /// <summary>An executor.</summary>
    Executor = 3,
}
