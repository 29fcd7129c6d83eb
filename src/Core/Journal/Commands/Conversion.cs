namespace Offers;

/// <summary>
/// Resources that take the place of others: reserve, unreserve, create, destroy, grow, shrink
/// (semantics 1.8 and 2.3).
/// </summary>
/// <param name="Consumed">What goes; nothing for more copies of a shared volume.</param>
/// <param name="Converted">What comes; nothing when the consumed vanish altogether.</param>
public sealed record Conversion(ResourceSet Consumed, ResourceSet Converted);
