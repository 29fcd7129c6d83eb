namespace Offers;

/// <summary>
/// An operator's reserve, unreserve, create, destroy, grow or shrink on free resources of an agent;
/// offers there are rescinded until what is free suffices (semantics 2.2, 2.9). All or none.
/// </summary>
/// <param name="Agent">Where.</param>
/// <param name="Operations">What, in order; no launches.</param>
public sealed record OperateAgent(string Agent, ValueList<OfferOperation> Operations)
    : ClusterCommand
{
    /// <summary>Who asks; reservations and volumes carry it. Null is nobody.</summary>
    public string? Principal { get; init; }
}
