using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What an <see cref="Agent"/> has, and what operations make of it: it checks for itself what
/// its master assumes.
/// </summary>
internal static class AgentBooks
{
    private readonly struct OwnedItems : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => !identity.IsShared;
    }

    /// <summary>
    /// Whether a use fits beside others into a total; shared volumes only have to be there.
    /// </summary>
    internal static bool Fits(ResourceSet total, ResourceSet used, ResourceSet more) =>
        !Owned(used).Marked.Overlaps(Owned(more).Marked)
        && Owned(total).Contains(Owned(more))
        && Owned(total).Contains(Owned(used) + Owned(more)) && ContainsShared(total, more);

    /// <summary>All that is not shared.</summary>
    internal static ResourceSet Owned(ResourceSet all)
    {
        if (all.Marked.IsEmpty)
        {
            return all;
        }
        ItemBag owned = new();
        owned.CopyWhere(all.Marked, default(OwnedItems));
        return new ResourceSet(all.Schema, all.Plain, owned);
    }

    /// <summary>
    /// All that tasks need, with an executor if that is new; null when no machine has so much.
    /// </summary>
    internal static ResourceSet? SumOf(
        ResourceSet executor, ValueList<TaskDescription> tasks)
    {
        try
        {
            ResourceSet sum = executor;
            foreach (TaskDescription task in tasks)
            {
                sum += task.Resources;
            }

            return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// What the total is after an operation; null if it cannot be carried out, because what it
    /// takes is not there, or because it is none that a master would send.
    /// </summary>
    internal static ResourceSet? Apply(ResourceSet total, OfferOperation operation)
    {
        try
        {
            return operation switch
            {
                ReserveResources reserve when IsReserved(reserve.Resources) =>
                    Replace(total, reserve.Resources.Unreserve(), reserve.Resources),
                UnreserveResources unreserve when IsReserved(unreserve.Resources) =>
                    Replace(total, unreserve.Resources, unreserve.Resources.Unreserve()),
                CreateVolumes create => Replace(total, ToDisk(create.Volumes), create.Volumes),
                DestroyVolumes destroy =>
                    Replace(total, destroy.Volumes, ToDisk(destroy.Volumes)),
                GrowVolume grow when !grow.Volume.Marked.IsEmpty => Grow(total, grow),
                ShrinkVolume shrink when !shrink.Volume.Marked.IsEmpty => Shrink(total, shrink),
                _ => null,
            };
        }
        catch (Exception bad) when (bad is OverflowException or ArgumentException)
        {
            // Amounts beyond all bounds, or items that break a rule once they are changed.
            return null;
        }
    }

    private static bool IsReserved(ResourceSet resources)
    {
        foreach (ResourceItem item in resources.Items())
        {
            if (!item.Identity.IsReserved)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ContainsShared(ResourceSet total, ResourceSet more)
    {
        foreach (ref readonly ItemSegment item in more.Marked.Items)
        {
            if (item.Id.IsShared && !Has(total, item))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Has(ResourceSet total, in ItemSegment shared)
    {
        foreach (ref readonly ItemSegment item in total.Marked.Items)
        {
            if (item.Id.Equals(shared.Id) && item.Low == shared.Low)
            {
                return true;
            }
        }
        return false;
    }

    private static ResourceSet? Replace(ResourceSet total, ResourceSet from, ResourceSet to) =>
        total.Contains(from) ? total - from + to : null;

    private static ResourceSet ToDisk(ResourceSet volumes)
    {
        List<ItemSegment> disk = [];
        foreach (ref readonly ItemSegment item in volumes.Marked.Items)
        {
            DiskSource? source = item.Id.Disk?.Source;
            ResourceIdentity id = item.Id.WithShared(false).WithDisk(
                source is null ? null : new DiskDescription(null, null, null, source));
            disk.Add(Segment(id, item.Low == 0 ? item.High : item.Low));
        }
        return volumes.Schema is null ? volumes : ItemBuilder.Collect(volumes.Schema, disk);
    }

    private static ItemSegment Segment(ResourceIdentity id, long amount) =>
        id.IsCounted ? new ItemSegment(id, amount, 1) : new ItemSegment(id, 0, amount);

    private static ResourceSet? Grow(ResourceSet total, GrowVolume grow)
    {
        long amount = grow.Addition.Quantities[KindOf(grow.Volume)];
        return Replace(total, grow.Volume + grow.Addition, Resized(grow.Volume, amount));
    }

    private static ResourceSet? Shrink(ResourceSet total, ShrinkVolume shrink)
    {
        if (shrink.Amount <= 0 || shrink.Amount >= shrink.Volume.Quantities[KindOf(shrink.Volume)])
        {
            return null;
        }
        ResourceSet smaller = Resized(shrink.Volume, -shrink.Amount);
        ResourceSet rest = ToDisk(Resized(shrink.Volume, long.MinValue, shrink.Amount));
        return Replace(total, shrink.Volume, smaller + rest);
    }

    private static ResourceKind KindOf(ResourceSet volume) => volume.Marked.Items[0].Id.Kind;

    private static ResourceSet Resized(ResourceSet item, long change, long? exact = null)
    {
        ItemSegment only = item.Marked.IsEmpty
            ? throw new ArgumentException("found no volume", nameof(item))
            : item.Marked.Items[0];
        long size = exact ?? (only.Id.IsCounted ? only.Low : only.High) + change;
        return ItemBuilder.Collect(item.Schema!, [Segment(only.Id, size)]);
    }
}
