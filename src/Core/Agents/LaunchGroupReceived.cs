namespace Offers;

/// <summary>A group of tasks to run in one executor: all start or none.</summary>
/// <param name="Framework">Whose: what the agent has to keep of it.</param>
/// <param name="Role">The allocation role of their resources.</param>
/// <param name="Group">What.</param>
public sealed record LaunchGroupReceived(FrameworkProfile Framework, string Role, LaunchGroup Group)
    : AgentInstruction;
