using System;

namespace Offers;

/// <content>Sums, differences and comparisons: walks over two sorted lists.</content>
internal sealed partial class ItemBag
{
    /// <summary>Adds all of the other.</summary>
    /// <exception cref="OverflowException">An amount exceeds the largest.</exception>
    internal void Add(ItemBag other) => Add(other.Items);

    /// <summary>Adds one segment.</summary>
    /// <exception cref="OverflowException">An amount exceeds the largest.</exception>
    internal void Add(in ItemSegment item) => Add(new ReadOnlySpan<ItemSegment>(in item));

    /// <summary>
    /// Removes what is in the other; what is not there is ignored (1.1 and 1.2 of the semantics).
    /// </summary>
    internal void Subtract(ItemBag other) => Subtract(other.Items);

    /// <summary>Removes one segment, as far as it is there.</summary>
    internal void Subtract(in ItemSegment item) => Subtract(new ReadOnlySpan<ItemSegment>(in item));

    /// <summary>True when the other can be subtracted without anything being ignored.</summary>
    internal bool Contains(ItemBag other)
    {
        ReadOnlySpan<ItemSegment> mine = Items;
        int at = 0;
        foreach (ref readonly ItemSegment item in other.Items)
        {
            while (at < mine.Length && IsBefore(mine[at], item))
            {
                at++;
            }

            if (at == mine.Length || !Holds(mine[at], item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when a value of ranges or a member of a set is in both.</summary>
    internal bool Overlaps(ItemBag other)
    {
        ReadOnlySpan<ItemSegment> mine = Items;
        int at = 0;
        foreach (ref readonly ItemSegment item in other.Items)
        {
            while (at < mine.Length && IsBefore(mine[at], item))
            {
                at++;
            }

            bool shares = at < mine.Length && item.Id.ValueType != ResourceValueType.Scalar
                && mine[at].Id.Equals(item.Id) && mine[at].Low <= item.High;
            if (shares)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when the segment ends before the other begins, so that neither it nor anything before
    /// it can be part of the other.
    /// </summary>
    private static bool IsBefore(in ItemSegment segment, in ItemSegment other)
    {
        int order = segment.Id.CompareTo(other.Id);
        return order < 0 || (order == 0 && EndOf(segment) < other.Low);
    }

    private static long EndOf(in ItemSegment segment) =>
        segment.Id.ValueType == ResourceValueType.Ranges ? segment.High : segment.Low;

    private static bool Holds(in ItemSegment segment, in ItemSegment item) =>
        segment.Id.Equals(item.Id) && item.High <= segment.High
        && (segment.Id.ValueType == ResourceValueType.Ranges
            ? segment.Low <= item.Low
            : segment.Low == item.Low);

    private void Add(ReadOnlySpan<ItemSegment> other)
    {
        ReadOnlySpan<ItemSegment> mine = Items;
        Begin(mine.Length + other.Length);
        int i = 0;
        int j = 0;
        while (i < mine.Length && j < other.Length)
        {
            int order = mine[i].Id.CompareTo(other[j].Id);
            if (order == 0)
            {
                int left = RunEnd(mine, i);
                int right = RunEnd(other, j);
                WriteSum(mine[i..left], other[j..right]);
                (i, j) = (left, right);
            }
            else
            {
                Write(order < 0 ? mine[i++] : other[j++]);
            }
        }

        WriteAll(mine[i..]);
        WriteAll(other[j..]);
        Commit();
    }

    private void Subtract(ReadOnlySpan<ItemSegment> other)
    {
        ReadOnlySpan<ItemSegment> mine = Items;
        Begin(mine.Length + other.Length);
        int i = 0;
        int j = 0;
        while (i < mine.Length && j < other.Length)
        {
            int order = mine[i].Id.CompareTo(other[j].Id);
            if (order == 0)
            {
                int left = RunEnd(mine, i);
                int right = RunEnd(other, j);
                WriteRest(mine[i..left], other[j..right]);
                (i, j) = (left, right);
            }
            else if (order < 0)
            {
                Write(mine[i++]);
            }
            else
            {
                j++;
            }
        }

        WriteAll(mine[i..]);
        Commit();
    }

    /// <summary>Where the segments of one identity end: its run.</summary>
    private static int RunEnd(ReadOnlySpan<ItemSegment> items, int start)
    {
        ResourceIdentity id = items[start].Id;
        int end = start + 1;
        bool hasRuns = id.ValueType == ResourceValueType.Ranges || id.IsCounted;
        while (hasRuns && end < items.Length && items[end].Id.Equals(id))
        {
            end++;
        }

        return end;
    }

    private void WriteSum(ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        ResourceIdentity id = left[0].Id;
        if (id.ValueType == ResourceValueType.Ranges)
        {
            WriteUnion(id, left, right);
        }
        else if (id.IsCounted)
        {
            WriteCopies(left, right);
        }
        else
        {
            bool isScalar = id.ValueType == ResourceValueType.Scalar;
            long sum = isScalar ? left[0].High + right[0].High : 0;
            Write(Checked(new ItemSegment(id, 0, sum)));
        }
    }

    private void WriteUnion(
        ResourceIdentity id, ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        ItemSegment last = new(id, 0, -2); // Nothing yet: no interval touches it.
        int i = 0;
        int j = 0;
        while (i < left.Length || j < right.Length)
        {
            bool fromLeft = j == right.Length || (i < left.Length && left[i].Low <= right[j].Low);
            ItemSegment next = fromLeft ? left[i++] : right[j++];
            if (next.Low <= last.High + 1)
            {
                last = last with { High = Math.Max(last.High, next.High) };
                continue;
            }

            WriteIfAny(last);
            last = new ItemSegment(id, next.Low, next.High);
        }

        WriteIfAny(last);
    }

    private void WriteCopies(ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (left[i].Low == right[j].Low)
            {
                Write(Checked(left[i] with { High = left[i].High + right[j].High }));
                (i, j) = (i + 1, j + 1);
            }
            else
            {
                Write(left[i].Low < right[j].Low ? left[i++] : right[j++]);
            }
        }

        WriteAll(left[i..]);
        WriteAll(right[j..]);
    }

    private void WriteRest(ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        ResourceIdentity id = left[0].Id;
        if (id.ValueType == ResourceValueType.Ranges)
        {
            WriteDifference(left, right);
        }
        else if (id.ValueType == ResourceValueType.Scalar)
        {
            WriteFewer(left, right);
        }
    }

    private void WriteDifference(ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        int j = 0;
        foreach (ref readonly ItemSegment interval in left)
        {
            long low = interval.Low;
            while (j < right.Length && right[j].Low <= interval.High)
            {
                WriteIfAny(interval with { Low = low, High = right[j].Low - 1 });
                low = Math.Max(low, right[j].High + 1);
                if (right[j].High > interval.High)
                {
                    break; // It may reach into the next interval, too.
                }

                j++;
            }

            WriteIfAny(interval with { Low = low });
        }
    }

    /// <summary>Amounts and copies alike: size by size, what is left if anything is.</summary>
    private void WriteFewer(ReadOnlySpan<ItemSegment> left, ReadOnlySpan<ItemSegment> right)
    {
        int j = 0;
        foreach (ref readonly ItemSegment item in left)
        {
            while (j < right.Length && right[j].Low < item.Low)
            {
                j++;
            }

            bool isSame = j < right.Length && right[j].Low == item.Low;
            long rest = item.High - (isSame ? right[j].High : 0);
            if (rest > 0)
            {
                Write(item with { High = rest });
            }
        }
    }

    /// <summary>Invariant (5).</summary>
    private static ItemSegment Checked(in ItemSegment item)
    {
        bool isAtomic = item.Id.IsCounted && !item.Id.IsShared;
        long most = isAtomic ? ResourceVector.MaxAmount / item.Low : ResourceVector.MaxAmount;
        return item.High <= most
            ? item
            : throw new OverflowException(
                $"{item.Id.Text}: {item.High} of at most {most} "
                + (item.Id.IsCounted ? "copies" : "thousandths"));
    }

    private void Begin(int capacity)
    {
        Reserve(ref _spare, capacity, 0);
        _written = 0;
    }

    private void Write(in ItemSegment item) => _spare[_written++] = item;

    private void WriteIfAny(in ItemSegment interval)
    {
        if (interval.Low <= interval.High)
        {
            Write(interval);
        }
    }

    private void WriteAll(ReadOnlySpan<ItemSegment> items)
    {
        items.CopyTo(_spare.AsSpan(_written));
        _written += items.Length;
    }

    private void Commit()
    {
        (_items, _spare) = (_spare, _items);
        Count = _written;
    }
}
