using System;
using System.Numerics;

namespace Offers;

/// <summary>
/// What a <see cref="TimingWheel{TItems}"/> needs of the table that owns its items.
/// </summary>
internal interface ITimedItems
{
    /// <summary>The link that the wheel owns while the item is in it.</summary>
    public ref int NextInWheel(int item);

    /// <summary>When the item is due, in ticks.</summary>
    public long DeadlineOf(int item);

    /// <summary>Called once when the item is due; it is no longer in the wheel then.</summary>
    public void Due(int item);

    /// <summary>Lets go of an item if nobody waits for it any more.</summary>
    public bool TryDrop(int item);
}

/// <summary>
/// A hierarchical timing wheel (Varghese and Lauck, SOSP 1987, scheme 7): deadlines of items that
/// live in a table elsewhere, advanced by the caller's time. Eight levels of 64 slots over slots of
/// 2^16 ticks (6.6 ms); deadlines are exact, the slots only sort them. Adding is O(1); each item
/// moves down at most eight times in its life. Nothing is allocated.
/// </summary>
internal sealed class TimingWheel<TItems>(TItems items)
    where TItems : struct, ITimedItems
{
    private const int SlotShift = 16;
    private const int LevelBits = 6;
    private const int SlotsPerLevel = 1 << LevelBits;
    private const int Levels = 8;

    private readonly int[] _heads = NewHeads();
    private readonly ulong[] _occupied = new ulong[Levels];
    private TItems _items = items;
    private long _slot;

    /// <summary>
    /// No item is due before this moment (the start of the first occupied slot); long.MaxValue when
    /// the wheel is empty. O(1).
    /// </summary>
    internal long NotBefore
    {
        get
        {
            DropDead();
            int level = FirstLevel();
            return level < 0 ? long.MaxValue : FirstSlotOf(level) << SlotShift;
        }
    }

    internal void Add(int item)
    {
        long slot = Math.Max(_items.DeadlineOf(item) >> SlotShift, _slot);
        int level = slot == _slot ? 0 : BitOperations.Log2((ulong)(slot ^ _slot)) / LevelBits;
        int digit = (int)(slot >> (level * LevelBits)) & (SlotsPerLevel - 1);
        int head = (level * SlotsPerLevel) + digit;
        _items.NextInWheel(item) = _heads[head];
        _heads[head] = item;
        _occupied[level] |= 1UL << digit;
    }

    /// <summary>Reports every item due at or before the moment.</summary>
    internal void Advance(long now)
    {
        long target = now >> SlotShift;
        for (int level = FirstLevel(); level >= 0; level = FirstLevel())
        {
            long slot = FirstSlotOf(level);
            if (slot > target)
            {
                break;
            }

            int list = Detach(level);
            _slot = slot;
            bool isLast = level == 0 && slot == target;
            Empty(list, level == 0 ? now : -1);
            if (isLast)
            {
                break;
            }
        }

        _slot = Math.Max(_slot, target);
    }

    /// <summary>Forgets all items.</summary>
    internal void Clear()
    {
        Array.Fill(_heads, -1);
        Array.Clear(_occupied);
    }

    /// <summary>Makes an empty wheel stand where another one did.</summary>
    internal void Load(long now) => _slot = now >> SlotShift;

    /// <summary>
    /// Takes dead items out of the first list until a live one heads it, so that what is said of
    /// the next one does not hang on those that are gone. Amortised O(1).
    /// </summary>
    private void DropDead()
    {
        for (int level = FirstLevel(); level >= 0; level = FirstLevel())
        {
            int digit = BitOperations.TrailingZeroCount(_occupied[level]);
            ref int head = ref _heads[(level * SlotsPerLevel) + digit];
            while (head >= 0)
            {
                int item = head;
                int next = _items.NextInWheel(item);
                if (!_items.TryDrop(item))
                {
                    return;
                }

                head = next;
            }

            _occupied[level] &= ~(1UL << digit);
        }
    }

    private static int[] NewHeads()
    {
        int[] heads = new int[Levels * SlotsPerLevel];
        Array.Fill(heads, -1);
        return heads;
    }

    private int FirstLevel()
    {
        for (int level = 0; level < Levels; level++)
        {
            if (_occupied[level] != 0)
            {
                return level;
            }
        }

        return -1;
    }

    /// <summary>
    /// An item of a level shares all digits above it with the wheel's slot and has a larger digit
    /// there (level 0: not a smaller one), so that the lowest level's lowest digit comes first.
    /// </summary>
    private long FirstSlotOf(int level)
    {
        int digit = BitOperations.TrailingZeroCount(_occupied[level]);
        int shift = level * LevelBits;
        long above = _slot >> (shift + LevelBits) << (shift + LevelBits);
        return above | ((long)digit << shift);
    }

    private int Detach(int level)
    {
        int digit = BitOperations.TrailingZeroCount(_occupied[level]);
        int head = (level * SlotsPerLevel) + digit;
        int list = _heads[head];
        _heads[head] = -1;
        _occupied[level] &= ~(1UL << digit);
        return list;
    }

    private void Empty(int list, long now)
    {
        while (list >= 0)
        {
            int item = list;
            list = _items.NextInWheel(item);
            if (_items.DeadlineOf(item) <= now)
            {
                _items.Due(item);
            }
            else
            {
                Add(item);
            }
        }
    }
}
