using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Parts of the resources, and the resources in another form.</content>
public sealed partial class ResourceSet
{
    /// <summary>The sum, unless one of its amounts would be too large.</summary>
    internal static bool TryAdd(ResourceSet left, ResourceSet right, out ResourceSet sum)
    {
        ResourceVector mine = left.Quantities;
        ResourceVector others = right.Quantities;
        bool fits = true;
        for (int i = 0; i < (left.Schema ?? right.Schema)?.Count; i++)
        {
            ResourceKind kind = new(i);
            fits &= mine[kind] + others[kind] <= ResourceVector.MaxAmount;
        }

        sum = fits ? left + right : Empty;
        return fits;
    }

    /// <summary>
    /// What the minimum size of an offer counts: <see cref="Quantities"/>, and ranges and sets as
    /// the number of their values; at most <see cref="ResourceVector.MaxAmount"/> of each kind.
    /// </summary>
    public ResourceVector Counts
    {
        get
        {
            Span<long> lanes = NewLanes();
            _plain.CopyTo(lanes);
            Marked.AddCountsTo(lanes);
            return ResourceVector.FromLanes(lanes);
        }
    }

    /// <summary>
    /// True when every item of the name is a whole number of units, as validators of tasks want it
    /// of <c>gpus</c>; the allocator itself counts in thousandths.
    /// </summary>
    public bool IsWhole(string name)
    {
        foreach (ResourceItem item in Items())
        {
            if (item.Amount % 1000 != 0
                && string.Equals(item.Identity.Name, name, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What has no reservation.</summary>
    public ResourceSet Unreserved => Where(true, new ReservedItems(false));

    /// <summary>What may be taken back at any time.</summary>
    public ResourceSet Revocable => Where(false, new RevocableItems(true));

    /// <summary>What stays until it is given back.</summary>
    public ResourceSet NonRevocable => Where(true, new RevocableItems(false));

    /// <summary>What has an amount: no ranges and no sets.</summary>
    public ResourceSet Scalars => Where(true, default(ScalarItems));

    /// <summary>
    /// What is reserved for exactly this role: its topmost reservation is. Nothing for <c>*</c>.
    /// </summary>
    public ResourceSet ReservedFor(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return Where(false, new ItemsReservedFor(role));
    }

    /// <summary>
    /// What may be offered under the role: what is unreserved, or reserved for it or an ancestor.
    /// </summary>
    public ResourceSet UsableBy(string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return Where(true, new ItemsUsableBy(role));
    }

    /// <summary>The items in the order of <see cref="ToString"/>.</summary>
    public IReadOnlyList<ResourceItem> Items()
    {
        List<ResourceItem> items = [];
        foreach (ItemRun run in ItemRun.Of(this))
        {
            items.Add(run.ToItem());
        }

        return items;
    }

    /// <summary>All of this with one more reservation on top.</summary>
    /// <exception cref="ArgumentException">
    /// The reservation is of <c>*</c> or an invalid role, or would refine another one that it may
    /// not refine (<see cref="ResourceIdentity.Push"/>).
    /// </exception>
    public ResourceSet Reserve(Reservation reservation)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        return Changed(identity => identity.Push(reservation));
    }

    /// <summary>All of this without the topmost reservations.</summary>
    /// <exception cref="InvalidOperationException">Something is unreserved.</exception>
    public ResourceSet Unreserve() => Changed(static identity => identity.Pop());

    /// <summary>
    /// Keeps of this what the target has room for; a kind that the target lacks goes. The items are
    /// tried in an order of the seed's, each is kept whole if it fits into what is left, else cut
    /// if it can be split, else dropped.
    /// </summary>
    /// <param name="target">At most this much of each kind, whatever the marks.</param>
    /// <param name="seed">Decides the order, which matters only among items of one kind.</param>
    public ResourceSet Shrink(in ResourceVector target, ulong seed)
    {
        Span<long> left = NewLanes();
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = target.Lane(i) is > 0 and long amount ? amount : ItemBag.Dropped;
        }

        return Shrunk(left, seed);
    }

    /// <summary>As for quantities, but a kind without a limit is kept whole.</summary>
    /// <param name="target">At most this much of each kind that has a limit.</param>
    /// <param name="seed">Decides the order, which matters only among items of one kind.</param>
    public ResourceSet Shrink(in ResourceLimits target, ulong seed)
    {
        Span<long> left = NewLanes();
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = target[new ResourceKind(i)] ?? ItemBag.Unlimited;
        }

        return Shrunk(left, seed);
    }

    private long[] NewLanes()
    {
        int strides = Schema?.Strides ?? 1;
        return new long[strides * ResourceSchema.LanesPerStride];
    }

    private ResourceSet Where<TFilter>(bool withPlain, TFilter filter)
        where TFilter : struct, IItemFilter
    {
        ItemBag marked = new();
        marked.CopyWhere(Marked, filter);
        return new ResourceSet(Schema, withPlain ? _plain : default, marked);
    }

    /// <summary>All segments, those of plain scalars included.</summary>
    private List<ItemSegment> Segments()
    {
        List<ItemSegment> segments = [];
        foreach (ItemRun run in ItemRun.Of(this))
        {
            segments.AddRange(run.Segments);
        }

        return segments;
    }

    private ResourceSet Changed(Func<ResourceIdentity, ResourceIdentity> change)
    {
        List<ItemSegment> segments = Segments();
        ResourceIdentity? from = null;
        ResourceIdentity? to = null;
        for (int i = 0; i < segments.Count; i++)
        {
            ResourceIdentity id = segments[i].Id;
            if (to is null || !ReferenceEquals(from?.Key, id.Key))
            {
                (from, to) = (id, change(id.WithMember(null)));
            }

            segments[i] = segments[i] with
            {
                Id = id.Member is null ? to : to.WithMember(id.Member),
            };
        }

        return Schema is null ? this : ItemBuilder.Collect(Schema, segments);
    }

    private ResourceSet Shrunk(Span<long> left, ulong seed)
    {
        if (Schema is null)
        {
            return this;
        }

        ItemBag all = new();
        all.AddUnsorted(Segments());
        all.Shrink(left, seed);
        return ItemBuilder.Split(Schema, all);
    }
}
