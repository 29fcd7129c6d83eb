namespace Offers;

/// <summary>
/// The books of an agent that has more than plain scalars: total, out and free items.
/// </summary>
/// <remarks>
/// Invariant (M1): free is total less what is out of it, and shared items are always all free.
/// </remarks>
internal sealed class AgentMarks
{
    private readonly ItemBag _exclusive = new();

    internal ItemBag Total { get; } = new();

    internal ItemBag Out { get; } = new();

    internal ItemBag Free { get; } = new();

    /// <summary>Shared items that this run has offered to somebody already.</summary>
    internal ItemBag OfferedShared { get; } = new();

    /// <summary>The run to which <see cref="OfferedShared"/> belongs.</summary>
    internal long SharedRun { get; set; }

    internal bool HasShared { get; private set; }

    /// <summary>
    /// Two holders have reported the same values of a range or set: then out has to be summed anew
    /// when one gives its part back.
    /// </summary>
    internal bool Overlaps { get; set; }

    internal bool IsNeeded => !Total.IsEmpty || !Out.IsEmpty;

    internal void Clear()
    {
        Total.Clear();
        Out.Clear();
        Free.Clear();
        HasShared = false;
        Overlaps = false;
    }

    internal void SetTotal(ItemBag total)
    {
        Total.CopyFrom(total);
        TotalChanged();
    }

    internal void TotalChanged()
    {
        _exclusive.CopyWhere(Total, default(SharedItems));
        HasShared = !_exclusive.IsEmpty;
        RestoreFree();
    }

    internal void Take(ItemBag items)
    {
        Overlaps |= Out.Overlaps(items);
        Out.Add(items);
        RestoreFree();
    }

    /// <summary>
    /// The same for what the caller knows to be free, so that it cannot overlap with what is out.
    /// </summary>
    internal void TakeFree(ItemBag items)
    {
        Out.Add(items);
        if (HasShared)
        {
            RestoreFree();
        }
        else
        {
            Free.Subtract(items);
        }
    }

    /// <summary>
    /// Brings what a visit reads into the cache. The number has no meaning.
    /// </summary>
    internal long Fetch() => Free.Fetch() + Out.Fetch() + (HasShared ? 1 : 0);

    /// <summary>Restores (M1). O(items).</summary>
    internal void RestoreFree()
    {
        Free.CopyFrom(Total);
        if (HasShared)
        {
            _exclusive.CopyWhere(Out, default(ExclusiveItems));
            Free.Subtract(_exclusive);
        }
        else
        {
            Free.Subtract(Out);
        }
    }
}
