namespace Offers;

/// <summary>An update has reached its framework.</summary>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
/// <param name="Update">Which update.</param>
public sealed record UpdateAcknowledged(string Framework, string Task, UpdateId Update)
    : AgentInstruction;
