namespace Offers;

/// <summary>Which agents a run visits first.</summary>
public enum PlacementOrder
{
    /// <summary><c>seed</c>: as the agent order says.</summary>
    Seed,

    /// <summary><c>best_fit</c>: those with the least free; ties by name.</summary>
    BestFit,

    /// <summary><c>spread</c>: those with the most free; ties by name.</summary>
    Spread,
}
