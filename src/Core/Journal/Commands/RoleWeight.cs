namespace Offers;

/// <summary>The weight of one role.</summary>
/// <param name="Role">The role; it need not exist yet.</param>
/// <param name="Weight">Thousandths, within the bounds of <see cref="Offers.Weight"/>.</param>
public readonly record struct RoleWeight(string Role, long Weight);
