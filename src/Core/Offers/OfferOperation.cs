namespace Offers;

/// <summary>
/// One thing that a framework does with offers that it accepts, or an operator with free resources
/// (semantics 2.3). Operations of one accept are carried out in their order, each for itself.
/// </summary>
public abstract record OfferOperation
{
    private protected OfferOperation()
    {
    }

    /// <summary>
    /// The name under which the framework wants to hear what became of it; null, the default, is no
    /// wish. Not for launches.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// What the host's authorizer said; true by default. A launch that is not authorized ends in
    /// <see cref="TaskState.Error"/>, another operation is dropped.
    /// </summary>
    public bool IsAuthorized { get; init; } = true;
}
