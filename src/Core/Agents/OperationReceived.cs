namespace Offers;

/// <summary>An operation to carry out and to keep.</summary>
/// <param name="Framework">Whose; null for an operator's.</param>
/// <param name="Operation">What.</param>
public sealed record OperationReceived(string? Framework, OfferOperation Operation)
    : AgentInstruction;
