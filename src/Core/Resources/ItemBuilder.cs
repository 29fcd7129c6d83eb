using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Turns items as they were read into lanes and a bag of the others.</summary>
internal static class ItemBuilder
{
    private readonly struct PlainItems : IItemFilter
    {
        public bool Accepts(ResourceIdentity identity) => identity.IsPlain;
    }

    /// <summary>
    /// Sums the items up. Names that the schema lacks are added to it once nothing can fail.
    /// </summary>
    /// <exception cref="OverflowException">
    /// A sum exceeds the largest amount; the schema is as before.
    /// </exception>
    internal static ResourceSet Build(ResourceSchema schema, List<ItemDraft> drafts)
    {
        Dictionary<string, int> added = new(StringComparer.Ordinal);
        List<string> names = [];
        List<ItemSegment> segments = [];
        foreach (ItemDraft draft in drafts)
        {
            ResourceKind kind = KindOf(schema, draft.Name, added, names);
            AddSegments(new ResourceIdentity(kind, draft), draft, segments);
        }

        ResourceSet set = Collect(schema, segments);
        foreach (string name in names)
        {
            schema.Add(name, "");
        }

        return set;
    }

    /// <summary>Sums segments up, those of plain scalars included.</summary>
    /// <exception cref="OverflowException">A sum exceeds the largest amount.</exception>
    internal static ResourceSet Collect(ResourceSchema schema, List<ItemSegment> segments)
    {
        ItemBag all = new();
        all.AddUnsorted(segments);
        return Split(schema, all);
    }

    /// <summary>Makes a set of a bag, which is the set's from here on.</summary>
    internal static ResourceSet Split(ResourceSchema schema, ItemBag all)
    {
        long[] lanes = new long[all.LaneCount];
        foreach (ref readonly ItemSegment item in all.Items)
        {
            if (item.Id.IsPlain)
            {
                lanes[item.Id.Kind.Index] = item.High;
            }
        }

        all.RemoveWhere(default(PlainItems));
        return new ResourceSet(schema, ResourceVector.FromLanes(lanes), all);
    }

    /// <summary>The kind that the name has, or will have once it is added.</summary>
    private static ResourceKind KindOf(
        ResourceSchema schema, string name, Dictionary<string, int> added, List<string> names)
    {
        if (schema.TryFind(name, out ResourceKind kind))
        {
            return kind;
        }

        if (!added.TryGetValue(name, out int index))
        {
            index = schema.Count + names.Count;
            added.Add(name, index);
            names.Add(name);
        }

        return new ResourceKind(index);
    }

    private static void AddSegments(
        ResourceIdentity id, in ItemDraft draft, List<ItemSegment> segments)
    {
        if (draft.Amount > 0)
        {
            segments.Add(id.IsCounted
                ? new ItemSegment(id, draft.Amount, draft.Copies)
                : new ItemSegment(id, 0, draft.Amount));
        }

        foreach ((long low, long high) in draft.Intervals ?? [])
        {
            segments.Add(new ItemSegment(id, low, high));
        }

        foreach (string member in draft.Members ?? [])
        {
            segments.Add(new ItemSegment(id.WithMember(member), 0, 0));
        }
    }
}
