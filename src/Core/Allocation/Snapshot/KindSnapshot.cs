namespace Offers;

/// <summary>A kind of resources in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Name">As in <see cref="ResourceSchema.NameOf"/>.</param>
/// <param name="Unit">For people, as in <see cref="ResourceSchema.UnitOf"/>; may be empty.</param>
public readonly record struct KindSnapshot(string Name, string Unit);
