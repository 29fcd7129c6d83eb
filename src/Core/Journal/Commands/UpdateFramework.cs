namespace Offers;

/// <summary>A framework changes what it says of itself.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Description">All of the new description, not only what differs.</param>
public sealed record UpdateFramework(string Id, FrameworkDescription Description) : Command;
