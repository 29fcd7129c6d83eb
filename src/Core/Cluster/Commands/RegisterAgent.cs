namespace Offers;

/// <summary>An agent joins for the first time.</summary>
/// <param name="Profile">What it says of itself.</param>
/// <param name="Connection">The host's number of the connection; 1 or more.</param>
public sealed record RegisterAgent(AgentProfile Profile, long Connection)
    : AgentReport(Profile.Id);
