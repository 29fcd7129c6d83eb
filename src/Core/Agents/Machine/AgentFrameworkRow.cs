namespace Offers;

/// <summary>A framework that has something on the agent.</summary>
/// <param name="Profile">What it says of itself.</param>
public sealed record AgentFrameworkRow(FrameworkProfile Profile) : AgentRow(Profile.Id);
