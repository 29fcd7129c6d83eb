using System;
using System.Numerics;

namespace Offers;

/// <summary>
/// A set of small indexes, listed in ascending order: one bit each, and one bit above every 64
/// words that says where to look. Add, remove and test are O(1); listing costs the members, and one
/// word for every 2^18 possible indexes. Members may be added and removed while it is listed.
/// </summary>
/// <remarks>
/// Bits and not lists of numbers, because a run over 50 000 agents touches them in random order:
/// 6 KB of bits stay in the nearest cache (bench/results/AllocationCycle.md). Invariant (I1): a bit
/// above is set exactly when its word below has a bit.
/// </remarks>
internal sealed class IndexSet
{
    private const int WordShift = 6;

    private readonly ulong[][] _levels = [[], [], []];

    internal int Count { get; private set; }

    internal bool Contains(int index)
    {
        ulong[] words = _levels[0];
        int word = index >> WordShift;
        return word < words.Length && (words[word] & Bit(index)) != 0;
    }

    internal void Add(int index)
    {
        if (Contains(index))
        {
            return;
        }

        Count++;
        for (int level = 0; level < _levels.Length; level++)
        {
            int word = index >> WordShift;
            EnsureWord(level, word);
            ref ulong bits = ref _levels[level][word];
            bool wasEmpty = bits == 0;
            bits |= Bit(index);
            if (!wasEmpty)
            {
                break;
            }

            index = word;
        }
    }

    /// <summary>Adds all members of another set. O(possible indexes / 64).</summary>
    internal void AddAll(IndexSet other)
    {
        for (int level = 0; level < _levels.Length; level++)
        {
            ReadOnlySpan<ulong> added = other._levels[level].AsSpan().TrimEnd(0UL);
            EnsureWord(level, added.Length - 1);
            Span<ulong> words = _levels[level];
            for (int i = 0; i < added.Length; i++)
            {
                Count += level == 0 ? BitOperations.PopCount(added[i] & ~words[i]) : 0;
                words[i] |= added[i];
            }
        }
    }

    internal void Remove(int index)
    {
        if (!Contains(index))
        {
            return;
        }

        Count--;
        for (int level = 0; level < _levels.Length; level++)
        {
            ref ulong bits = ref _levels[level][index >> WordShift];
            bits &= ~Bit(index);
            if (bits != 0)
            {
                break;
            }

            index >>= WordShift;
        }
    }

    internal void Clear()
    {
        for (int index = Next(0); index >= 0; index = Next(index + 1))
        {
            Remove(index);
        }
    }

    /// <summary>The least member that is not below an index; -1 when there is none.</summary>
    internal int Next(int from)
    {
        int level = 0;
        while (true)
        {
            int word = from >> WordShift;
            ulong bits = word < _levels[level].Length
                ? _levels[level][word] & (ulong.MaxValue << from)
                : 0;
            if (bits != 0)
            {
                return Descend(level, (word << WordShift) | BitOperations.TrailingZeroCount(bits));
            }

            if (word >= _levels[level].Length)
            {
                return -1;
            }

            // Nothing in the rest of this word: go on behind it, one level up where there is one.
            bool isTop = level == _levels.Length - 1;
            from = isTop ? (word + 1) << WordShift : word + 1;
            level += isTop ? 0 : 1;
        }
    }

    private int Descend(int level, int index)
    {
        for (; level > 0; level--)
        {
            ulong bits = _levels[level - 1][index];
            index = (index << WordShift) | BitOperations.TrailingZeroCount(bits);
        }

        return index;
    }

    private static ulong Bit(int index) => 1UL << index;

    private void EnsureWord(int level, int word)
    {
        if (word >= _levels[level].Length)
        {
            int room = Math.Max(word + 1, _levels[level].Length * 2);
            Array.Resize(ref _levels[level], room);
        }
    }
}
