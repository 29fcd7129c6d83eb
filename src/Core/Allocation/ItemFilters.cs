namespace Offers;

/// <summary>The items that a role may use: unreserved, or reserved to it or an ancestor.</summary>
internal readonly struct UsableItems(string role) : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) => identity.IsUsableBy(role);
}

/// <summary>The items that a framework can deal with.</summary>
internal readonly struct HandledItems(FrameworkCapabilities capabilities) : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) =>
        (!identity.IsShared || capabilities.HasFlag(FrameworkCapabilities.SharedResources))
        && (!identity.IsRevocable || capabilities.HasFlag(FrameworkCapabilities.RevocableResources))
        && (!identity.IsRefined
            || capabilities.HasFlag(FrameworkCapabilities.ReservationRefinement));
}

/// <summary>The items that quota counts: unreserved, non-revocable scalars.</summary>
internal readonly struct QuotaItems : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) =>
        identity.ValueType == ResourceValueType.Scalar && !identity.IsReserved
        && !identity.IsRevocable;
}

/// <summary>The items that quota counts, those that count once for many holders left out.</summary>
internal readonly struct ExclusiveQuotaItems : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) =>
        !identity.IsShared && default(QuotaItems).Accepts(identity);
}

/// <summary>
/// What does not go uncounted with a guarantee: all but what is reserved to exactly the role, or is
/// reserved to nobody and is no scalar or revocable.
/// </summary>
internal readonly struct NotCompanions(string role) : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) =>
        identity.IsReserved
            ? !string.Equals(identity.ReservationRole, role, System.StringComparison.Ordinal)
            : identity.ValueType == ResourceValueType.Scalar && !identity.IsRevocable;
}

/// <summary>The items that one holder takes from all others.</summary>
internal readonly struct ExclusiveItems : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) => !identity.IsShared;
}

/// <summary>The items that any number of holders may have at once.</summary>
internal readonly struct SharedItems : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) => identity.IsShared;
}

/// <summary>
/// Revocable items of nobody; reserved revocable ones are among <see cref="ReservedItems"/>.
/// </summary>
internal readonly struct UnreservedRevocables : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) => identity.IsRevocable && !identity.IsReserved;
}

/// <summary>Reserved scalars of all roles.</summary>
internal readonly struct ReservedItems : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) => identity.IsReserved;
}

/// <summary>The items reserved for a role or a sub-role of it.</summary>
internal readonly struct ReservedItemsFor(string role) : IItemFilter
{
    public bool Accepts(ResourceIdentity identity) =>
        identity.IsReserved && RoleName.IsAncestorOrSelf(role, identity.ReservationRole!);
}
