using System;
using System.Collections.Generic;

namespace Offers;

/// <content>
/// Room in what is left of accepted offers; copies of shared volumes do not run out.
/// </content>
public sealed partial class Cluster
{
    /// <summary>Whether a portion is left; copies of shared volumes do not run out.</summary>
    private bool HasRoomFor(Portion piece)
    {
        if (_remaining.Contains(piece))
        {
            return true;
        }

        if (!Lanes.Fits(piece.Plain, _remaining.Plain))
        {
            return false;
        }

        bool hasRoom = true;
        for (int i = 0; i < piece.Marked.Count && hasRoom; i++)
        {
            ItemSegment item = piece.Marked[i];
            hasRoom = Holds(_remaining.Marked, item)
                || (item.Id.IsShared && (HasItem(_remaining.Marked, item)
                    || HasItem(_launched.Marked, item)));
        }

        return hasRoom;
    }

    private bool Holds(ItemBag items, in ItemSegment item)
    {
        _single.Clear();
        _single.Add(in item);
        return items.Contains(_single);
    }

    private readonly ItemBag _single = new();

    private static bool HasItem(ItemBag items, in ItemSegment item)
    {
        bool found = false;
        for (int i = 0; i < items.Count && !found; i++)
        {
            found = items[i].Low == item.Low && items[i].Id.Equals(item.Id);
        }

        return found;
    }

    /// <summary>
    /// Adds the copies of shared volumes that the resources need beyond what is left. What is in
    /// _piece stays.
    /// </summary>
    private void AddCopies(ResourceSet resources, in AcceptContext context)
    {
        List<ItemSegment> missing = [];
        for (int i = 0; i < resources.Marked.Count; i++)
        {
            ItemSegment item = resources.Marked[i];
            if (item.Id.IsShared && !Holds(_remaining.Marked, item))
            {
                missing.Add(item);
            }
        }

        ResourceSet copies = ItemBuilder.Collect(Schema, missing);
        Conversion more = new(ResourceSet.Empty, copies);
        if (_allocator.ConvertOffer(context.Row, new ReadOnlySpan<Conversion>(in more), _now)
            == AllocatorStatus.Ok)
        {
            _executorPiece.Load(copies);
            _remaining.Add(_executorPiece);
        }
    }
}
