using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Turns items as they were read into lanes and a bag of the others.</summary>
internal static class ItemBuilder
{
    /// <summary>
    /// Sums the items up. Names that the schema lacks are added to it once nothing can fail.
    /// </summary>
    /// <exception cref="OverflowException">
    /// A sum exceeds the largest amount; the schema is as before.
    /// </exception>
    internal static ResourceSet Build(ResourceSchema schema, List<ItemDraft> drafts)
    {
        List<string> added = [];
        ResourceVector plain = default;
        List<ItemSegment> segments = [];
        foreach (ItemDraft draft in drafts)
        {
            ResourceIdentity id = new(KindOf(schema, draft.Name, added), draft);
            if (id.IsPlain)
            {
                plain += ResourceVector.Of(id.Kind, draft.Amount);
            }
            else
            {
                AddSegments(id, draft, segments);
            }
        }

        ItemBag marked = new();
        marked.AddUnsorted(segments);
        ResourceSet set = new(schema, plain, marked);
        foreach (string name in added)
        {
            schema.Add(name, "");
        }

        return set;
    }

    /// <summary>The kind that the name has, or will have once it is added.</summary>
    private static ResourceKind KindOf(ResourceSchema schema, string name, List<string> added)
    {
        if (schema.TryFind(name, out ResourceKind kind))
        {
            return kind;
        }

        int index = added.IndexOf(name);
        if (index < 0)
        {
            index = added.Count;
            added.Add(name);
        }

        return new ResourceKind(schema.Count + index);
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
