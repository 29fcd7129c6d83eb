namespace Offers;

/// <summary>
/// The dense id of one role, a tenant's name. Roles are remembered for as long as the allocator
/// lives, so that an id needs no generation.
/// </summary>
/// <param name="Index">Row in the allocator's tables, from 0.</param>
public readonly record struct RoleId(int Index);
