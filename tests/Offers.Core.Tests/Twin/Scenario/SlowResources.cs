namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Resources of all sorts: items, of which no two have the same slot.</summary>
internal sealed class SlowResources
{
    private readonly SortedDictionary<string, SlowItem> _items = new(StringComparer.Ordinal);

    public static SlowResources None { get; } = new();

    public IEnumerable<SlowItem> Items => _items.Values;

    public bool IsEmpty => _items.Count == 0;

    public static SlowResources Of(IEnumerable<SlowItem> items)
    {
        SlowResources result = new();
        foreach (SlowItem item in items)
        {
            result.Put(item.Slot, result._items.TryGetValue(item.Slot, out SlowItem? there)
                ? there.Plus(item)
                : item);
        }

        return result;
    }

    public static SlowResources Sum(IEnumerable<SlowResources> all) =>
        Of(all.SelectMany(r => r.Items));

    public SlowResources Plus(SlowResources other) => Of(Items.Concat(other.Items));

    /// <summary>What is not there cannot be taken: it is ignored.</summary>
    public SlowResources Minus(SlowResources other) => Of(Items.Select(i =>
        other._items.TryGetValue(i.Slot, out SlowItem? taken) ? i.Minus(taken) : i));

    public bool Contains(SlowResources other) => other.Items.All(i =>
        _items.TryGetValue(i.Slot, out SlowItem? there) && there.Contains(i));

    public bool SameAs(SlowResources other) => Contains(other) && other.Contains(this);

    public SlowResources Where(Func<SlowIdentity, bool> wanted) =>
        Of(Items.Where(i => wanted(i.Identity)));

    public SlowResources WhereSlot(string slot) => Of(Items.Where(i => i.Slot == slot));

    public SlowResources Change(Func<SlowIdentity, SlowIdentity> change) =>
        Of(Items.Select(i => i with { Identity = change(i.Identity) }));

    /// <summary>Scalars by name.</summary>
    public SlowQuantities Quantities => SlowQuantities.Of(Items
        .Where(i => i.Identity.Kind == SlowKind.Scalar)
        .Select(i => (i.Identity.Name, i.Quantity)));

    /// <summary>As the minimum size counts.</summary>
    public SlowQuantities Counts =>
        SlowQuantities.Of(Items.Select(i => (i.Identity.Name, i.Count)));

    public override string ToString() =>
        string.Join(';', Items.Select(i => i.Text).Order(StringComparer.Ordinal));

    /// <summary>
    /// The chop primitive: items in the order of their text; what a quantity does not name goes.
    /// </summary>
    public SlowResources ShrinkToQuantities(SlowQuantities target) =>
        Shrink(n => target[n]);

    /// <summary>The same, but what a limit does not name stays.</summary>
    public SlowResources ShrinkToLimits(SlowQuantities target) =>
        Shrink(target.LimitOf);

    private SlowResources Shrink(Func<string, long> target)
    {
        Dictionary<string, long> left = new(StringComparer.Ordinal);
        List<SlowItem> kept = [];
        foreach (SlowItem item in Pieces())
        {
            string name = item.Identity.Name;
            long most = left.GetValueOrDefault(name, target(name));
            SlowItem piece = item.Amount <= most ? item
                : item.Identity.IsCounted ? item with { Amount = 0 }
                : item with { Amount = most };
            left[name] = most == long.MaxValue ? most : most - piece.Amount;
            kept.Add(piece);
        }

        return Of(kept);
    }

    /// <summary>Every copy by itself, since some may stay and others go.</summary>
    private IEnumerable<SlowItem> Pieces() => Items
        .SelectMany(i => Enumerable.Repeat(i with { Copies = 1 }, (int)i.Copies))
        .OrderBy(i => i.Text, StringComparer.Ordinal)
        .ThenBy(i => i.Identity.Key, StringComparer.Ordinal);

    private void Put(string slot, SlowItem item)
    {
        _items.Remove(slot);
        if (!item.IsEmpty)
        {
            _items[slot] = item;
        }
    }
}
