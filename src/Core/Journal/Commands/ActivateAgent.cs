namespace Offers;

/// <summary>An agent is offered again; this alone asks for no run.</summary>
/// <param name="Id">Its name.</param>
public sealed record ActivateAgent(string Id) : Command;
