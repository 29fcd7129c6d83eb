using System;

namespace Offers;

/// <content>Sums, differences and comparisons: walks over two sorted lists.</content>
internal sealed partial class ItemBag
{
    /// <summary>Adds all of the other.</summary>
    /// <exception cref="OverflowException">An amount exceeds the largest.</exception>
    internal void Add(ItemBag other)
    {
        if (IsEmpty)
        {
            CopyFrom(other);
        }
        else if (!other.IsEmpty)
        {
            Add(other.Items);
        }
    }

    /// <summary>Adds one segment.</summary>
    /// <exception cref="OverflowException">An amount exceeds the largest.</exception>
    internal void Add(in ItemSegment item) => Add(new ReadOnlySpan<ItemSegment>(in item));

    /// <summary>
    /// Removes what is in the other; what is not there is ignored (1.1 and 1.2 of the semantics).
    /// </summary>
    internal void Subtract(ItemBag other)
    {
        if (Count == other.Count && Equals(other))
        {
            // An offer of all that is left is the rule: nothing to walk over.
            Clear();
        }
        else if (!IsEmpty && !other.IsEmpty)
        {
            Subtract(other.Items);
        }
    }

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
}
