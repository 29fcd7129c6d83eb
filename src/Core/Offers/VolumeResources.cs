using System.Collections.Generic;

namespace Offers;

/// <summary>Volumes as the disk that they are made of, and resized.</summary>
internal static class VolumeResources
{
    /// <summary>The disk that volumes are made of.</summary>
    internal static ResourceSet DiskOf(ResourceSet volumes)
    {
        List<ItemSegment> disks = [];
        for (int i = 0; i < volumes.Marked.Count; i++)
        {
            ItemSegment item = volumes.Marked[i];
            disks.Add(Disk(item.Id, item.Low));
        }

        return ItemBuilder.Collect(volumes.Schema!, disks);
    }

    /// <summary>The disk that a volume is made of, as an identity.</summary>
    internal static ResourceIdentity DiskOf(ResourceIdentity volume)
    {
        DiskDescription? disk = volume.Disk!.Source is { } source
            ? new DiskDescription(null, null, null, source)
            : null;
        return volume.WithShared(false).WithDisk(disk);
    }

    internal static Conversion Grown(GrowVolume grow)
    {
        ItemSegment volume = grow.Volume.Marked[0];
        long more = grow.Addition.Quantities[volume.Id.Kind];
        return new Conversion(
            grow.Volume + grow.Addition,
            Volume(grow.Volume.Schema!, volume.Id, volume.Low + more));
    }

    internal static Conversion Shrunk(ShrinkVolume shrink)
    {
        ItemSegment volume = shrink.Volume.Marked[0];
        ResourceSchema schema = shrink.Volume.Schema!;
        ResourceSet less = Volume(schema, volume.Id, volume.Low - shrink.Amount);
        return new Conversion(
            shrink.Volume,
            less + ItemBuilder.Collect(schema, [Disk(volume.Id, shrink.Amount)]));
    }

    private static ResourceSet Volume(ResourceSchema schema, ResourceIdentity id, long size) =>
        ItemBuilder.Collect(schema, [new ItemSegment(id, size, 1)]);

    /// <summary>A whole disk stays whole, another can be split.</summary>
    private static ItemSegment Disk(ResourceIdentity volume, long size)
    {
        ResourceIdentity disk = DiskOf(volume);
        return disk.IsCounted ? new ItemSegment(disk, size, 1) : new ItemSegment(disk, 0, size);
    }
}
