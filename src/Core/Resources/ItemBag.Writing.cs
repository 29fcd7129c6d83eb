using System;

namespace Offers;

/// <content>Sum and difference of one identity's segments, written to the spare list.</content>
internal sealed partial class ItemBag
{
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
        if (item.Id.ValueType != ResourceValueType.Scalar)
        {
            return item;
        }

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
