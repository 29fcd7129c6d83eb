namespace Offers;

/// <summary>An operation to carry out and to keep.</summary>
/// <param name="Framework">Whose; null for an operator's.</param>
/// <param name="Operation">What.</param>
public sealed record OperationReceived(string? Framework, OfferOperation Operation)
    : AgentInstruction
{
    /// <summary>
    /// The <see cref="AgentProfile.ResourceVersion"/> that the master knew. The agent carries out
    /// nothing that was decided on an older one than its own: what has become of its resources is
    /// under way to the master, whose books will forget the operation. 0 by default.
    /// </summary>
    public long ResourceVersion { get; init; }
}
