namespace Offers;

/// <summary>An agent is not offered until it is activated; what is out on it stays out.</summary>
/// <param name="Id">Its name.</param>
public sealed record DeactivateAgent(string Id) : Command;
