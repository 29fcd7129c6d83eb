using System;

namespace Offers;

/// <content>The choices behind the parts.</content>
public sealed partial class ResourceSet
{
    /// <summary>Items with an amount.</summary>
    private readonly struct ScalarItems : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) =>
            identity.ValueType == ResourceValueType.Scalar;
    }

    /// <summary>Reserved items, or the others.</summary>
    private readonly struct ReservedItems(bool reserved) : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsReserved == reserved;
    }

    /// <summary>Revocable items, or the others.</summary>
    private readonly struct RevocableItems(bool revocable) : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsRevocable == revocable;
    }

    /// <summary>Items whose topmost reservation is for the role.</summary>
    private readonly struct ItemsReservedFor(string role) : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) =>
            string.Equals(identity.ReservationRole, role, StringComparison.Ordinal);
    }

    /// <summary>Items that may be offered under the role.</summary>
    private readonly struct ItemsUsableBy(string role) : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsUsableBy(role);
    }
}
