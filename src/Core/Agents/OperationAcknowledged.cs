namespace Offers;

/// <summary>An update of an operation has reached its framework.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Operation">Which operation.</param>
/// <param name="Update">Which update.</param>
public sealed record OperationAcknowledged(string Framework, string Operation, UpdateId Update)
    : AgentInstruction;
