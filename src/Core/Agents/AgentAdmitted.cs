namespace Offers;

/// <summary>The agent is registered, or is again.</summary>
/// <param name="IsDraining">Whether it drains: it launches nothing.</param>
public sealed record AgentAdmitted(bool IsDraining) : AgentInstruction;
