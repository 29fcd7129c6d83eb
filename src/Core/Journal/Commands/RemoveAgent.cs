namespace Offers;

/// <summary>An agent is gone, and with it everything allocated on it.</summary>
/// <param name="Id">Its name.</param>
public sealed record RemoveAgent(string Id) : Command;
