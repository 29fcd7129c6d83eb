namespace Offers;

/// <summary>
/// An operation on resources as the allocator sees it: reserve, unreserve, create, destroy, grow
/// and shrink all turn some resources into others.
/// </summary>
/// <param name="Consumed">
/// What goes. Nothing at all means further copies of a shared volume that the agent has.
/// </param>
/// <param name="Converted">
/// What comes: the same quantities, name by name, or nothing at all (then they are gone).
/// </param>
public sealed record Conversion(ResourceSet Consumed, ResourceSet Converted);
