namespace Offers;

/// <summary>How large a container is: the sum of its executor and its tasks.</summary>
/// <param name="Requests">What it is entitled to.</param>
/// <param name="Limits">How far it may burst, for a task in a container of its own.</param>
public sealed record ContainerSize(ResourceSet Requests, ResourceLimits Limits);
