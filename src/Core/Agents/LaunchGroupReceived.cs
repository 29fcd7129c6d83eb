namespace Offers;

/// <summary>A group of tasks to run in one executor: all start or none.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Role">The allocation role of their resources.</param>
/// <param name="Group">What.</param>
public sealed record LaunchGroupReceived(string Framework, string Role, LaunchGroup Group)
    : AgentInstruction;
