using System.Globalization;

namespace Offers.Core.Tests.Resources;

/// <summary>
/// Items of all sorts by the rules of the semantics page, as slowly as can be: amounts and copies
/// by text and size, ranges and sets value by value.
/// </summary>
internal sealed class SlowItems
{
    private readonly SortedDictionary<(string Head, long Size), long> _amounts = [];
    private readonly SortedSet<(string Head, long Value)> _values = [];

    /// <summary>Values that are kept or dropped whole and never looked into.</summary>
    private readonly SortedSet<(string Head, string Value)> _others = [];

    public SlowItems(IEnumerable<Piece> pieces)
    {
        foreach (Piece piece in pieces)
        {
            Add(piece);
        }
    }

    private SlowItems(SlowItems other)
    {
        _amounts = new(other._amounts);
        _values = new(other._values);
    }

    /// <summary>The items of a set, one by one.</summary>
    public static SlowItems Of(ResourceSet resources)
    {
        SlowItems items = new([]);
        foreach (ResourceItem item in resources.Items())
        {
            string head = item.Identity.Text;
            if (item.Identity.ValueType == ResourceValueType.Scalar)
            {
                bool counted = item.Identity.IsCounted;
                items._amounts.Add(
                    (head, counted ? item.Amount : 0), counted ? item.Copies : item.Amount);
            }
            else
            {
                items._others.Add((head, item.Value));
            }
        }

        return items;
    }

    /// <summary>The canonical text, by its description alone.</summary>
    public string Text
    {
        get
        {
            List<string> items = [];
            foreach (((string head, long size), long amount) in _amounts)
            {
                string copies = amount == 1 ? "" : $"<{amount}>";
                items.Add(size == 0
                    ? $"{head}:{Units(amount)}"
                    : $"{head}:{Units(size)}{copies}");
            }

            foreach (IGrouping<string, (string, long Value)> item in _values.GroupBy(v => v.Head))
            {
                long[] values = [.. item.Select(v => v.Value)];
                string value = Piece.IsSet(item.Key) ? Members(values) : Ranges(values);
                items.Add($"{item.Key}:{value}");
            }

            items.AddRange(_others.Select(item => $"{item.Head}:{item.Value}"));
            return string.Join(';', items.Order(StringComparer.Ordinal));
        }
    }

    public static SlowItems operator +(SlowItems left, SlowItems right)
    {
        SlowItems sum = new(left);
        foreach ((var key, long amount) in right._amounts)
        {
            sum._amounts[key] = sum._amounts.GetValueOrDefault(key) + amount;
        }

        sum._values.UnionWith(right._values);
        return sum;
    }

    public static SlowItems operator -(SlowItems left, SlowItems right)
    {
        SlowItems rest = new(left);
        foreach ((var key, long amount) in right._amounts)
        {
            rest._amounts[key] = rest._amounts.GetValueOrDefault(key) - amount;
            if (rest._amounts[key] <= 0)
            {
                rest._amounts.Remove(key);
            }
        }

        rest._values.ExceptWith(right._values);
        return rest;
    }

    public bool Contains(SlowItems other) =>
        other._amounts.All(a => _amounts.GetValueOrDefault(a.Key) >= a.Value)
        && _values.IsSupersetOf(other._values);

    public bool Overlaps(SlowItems other) => _values.Overlaps(other._values);

    /// <summary>Thousandths by name; with counts, values of ranges and sets, too.</summary>
    public SortedDictionary<string, long> Sums(bool withCounts)
    {
        SortedDictionary<string, long> sums = new(StringComparer.Ordinal);
        foreach (((string head, long size), long amount) in _amounts)
        {
            string name = Piece.NameOf(head);
            bool once = head.Contains("<SHARED>", StringComparison.Ordinal);
            long quantity = size == 0 ? amount : once ? size : size * amount;
            sums[name] = sums.GetValueOrDefault(name) + quantity;
        }

        foreach ((string head, _) in withCounts ? _values : [])
        {
            string name = Piece.NameOf(head);
            sums[name] = sums.GetValueOrDefault(name) + 1000;
        }

        return sums;
    }

    /// <summary>
    /// What is kept of the amounts, tried in the order of the list, when there may be so much of
    /// each name; names without an entry are dropped, or kept when they are limits.
    /// </summary>
    public SlowItems Shrink(
        IEnumerable<(string Head, long Size)> order, Dictionary<string, long> left, bool areLimits)
    {
        SlowItems kept = new([]);
        left = new(left);
        kept._others.UnionWith(
            _others.Where(v => areLimits || left.ContainsKey(Piece.NameOf(v.Head))));
        foreach ((string head, long size) in order)
        {
            string name = Piece.NameOf(head);
            long amount = _amounts[(head, size)];
            if (!left.TryGetValue(name, out long room))
            {
                amount = areLimits ? amount : 0;
            }
            else if (size == 0)
            {
                amount = Math.Min(amount, room);
                left[name] -= amount;
            }
            else if (head.Contains("<SHARED>", StringComparison.Ordinal))
            {
                amount = size <= room ? amount : 0;
                left[name] -= amount > 0 ? size : 0;
            }
            else
            {
                amount = Math.Min(amount, room / size);
                left[name] -= amount * size;
            }

            if (amount > 0)
            {
                kept._amounts[(head, size)] = amount;
            }
        }

        return kept;
    }

    public (string Head, long Size)[] Amounts() => [.. _amounts.Keys];

    private void Add(Piece piece)
    {
        if (Piece.IsRanges(piece.Head))
        {
            for (long value = piece.Low; value <= piece.Low + piece.More; value++)
            {
                _values.Add((piece.Head, value));
            }
        }
        else if (Piece.IsSet(piece.Head))
        {
            _values.Add((piece.Head, piece.Low));
        }
        else if (piece.Low > 0)
        {
            bool counted = Piece.IsCounted(piece.Head);
            var key = (piece.Head, counted ? piece.Low : 0);
            long amount = counted ? piece.More + 1 : piece.Low;
            _amounts[key] = _amounts.GetValueOrDefault(key) + amount;
        }
    }

    private static string Units(long thousandths) =>
        (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Members(long[] values) =>
        $"{{{string.Join(',', values.Select(v => $"m{v}").Order(StringComparer.Ordinal))}}}";

    private static string Ranges(long[] values)
    {
        List<string> ranges = [];
        for (int i = 0; i < values.Length; i++)
        {
            int first = i;
            while (i + 1 < values.Length && values[i + 1] == values[i] + 1)
            {
                i++;
            }

            ranges.Add($"{values[first]}-{values[i]}");
        }

        return $"[{string.Join(',', ranges)}]";
    }
}
