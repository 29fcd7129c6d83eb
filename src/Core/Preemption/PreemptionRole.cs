namespace Offers;

/// <summary>A role as the planner sees it. A value.</summary>
/// <param name="Path">Its name; its ancestors are in the view as well.</param>
public sealed record PreemptionRole(string Path)
{
    /// <summary>In thousandths, 1 to <see cref="Offers.Weight.Max"/>; 1 000 by default.</summary>
    public long Weight { get; init; } = Offers.Weight.One;

    /// <summary>
    /// What it is promised; a kind that is absent is not promised. None by default.
    /// </summary>
    public ResourceVector Guarantee { get; init; }

    /// <summary>
    /// What counts against its guarantee, sub-roles included: reservations, and what is out to it
    /// that is neither reserved nor revocable. Nothing by default.
    /// </summary>
    public ResourceVector Consumed { get; init; }

    /// <summary>
    /// What counts for its share, sub-roles included: everything out to it. Nothing by default.
    /// </summary>
    public ResourceVector Held { get; init; }

    /// <summary>
    /// Whether it lost tasks so recently that it is spared; false by default.
    /// <see cref="PreemptionLedger.Complete(PreemptionView, Timestamp)"/> sets it.
    /// </summary>
    public bool IsCooling { get; init; }
}
