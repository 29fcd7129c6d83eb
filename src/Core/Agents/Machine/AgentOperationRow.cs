namespace Offers;

/// <summary>An operation whose outcome is not acknowledged.</summary>
/// <param name="Framework">Whose; nothing for an operator's.</param>
/// <param name="Operation">Its id.</param>
/// <param name="State">Its outcome.</param>
/// <param name="Update">The update that tells it.</param>
public sealed record AgentOperationRow(
    string Framework, string Operation, OperationState State, UpdateId Update)
    : AgentRow($"{Framework}\n{Operation}");
