namespace Offers;

/// <summary>A task to run: in its executor, which is started if it is not there.</summary>
/// <param name="Framework">Whose: what the agent has to keep of it.</param>
/// <param name="Role">The allocation role of its resources.</param>
/// <param name="Task">What.</param>
public sealed record LaunchReceived(FrameworkProfile Framework, string Role, TaskDescription Task)
    : AgentInstruction;
