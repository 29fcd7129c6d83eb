namespace Offers;

/// <summary>To be sent to the master over the present connection.</summary>
/// <param name="Report">What.</param>
public sealed record SendReport(AgentReport Report) : AgentAction;
