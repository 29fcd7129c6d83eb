namespace Offers;

/// <summary>
/// One kind of resource, as a dense index into the <see cref="ResourceSchema"/> that named it.
/// Amounts enter a <see cref="ResourceVector"/> only through a kind, so that cpus cannot be added
/// to memory.
/// </summary>
/// <param name="Index">Position in the schema, from 0; also the lane in every vector.</param>
public readonly record struct ResourceKind(int Index);
