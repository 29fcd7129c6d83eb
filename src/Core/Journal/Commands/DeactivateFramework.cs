namespace Offers;

/// <summary>A framework gets no offers until it is activated; its filters are dropped.</summary>
/// <param name="Id">Its name.</param>
public sealed record DeactivateFramework(string Id) : Command;
