using System;
using System.Numerics;

namespace Offers;

/// <summary>
/// Puts the candidates of a run in their visiting order. Keys are 64-bit hashes, spread evenly, so
/// that one pass over buckets by the leading bits and an insertion sort of what fell together is
/// linear on average.
/// </summary>
internal sealed class AgentSorter
{
    private const int LeastRoom = 16;

    private Entry[] _entries = new Entry[LeastRoom];
    private Entry[] _sorted = new Entry[LeastRoom];
    private int[] _starts = new int[LeastRoom + 1];

    internal readonly record struct Entry(ulong Key, int Agent) : IComparable<Entry>
    {
        public int CompareTo(Entry other) =>
            Key != other.Key ? Key.CompareTo(other.Key) : Agent.CompareTo(other.Agent);
    }

    /// <summary>Sorts by keyed hash of the agents' names; ties by index.</summary>
    internal ReadOnlySpan<Entry> Seeded(
        ReadOnlySpan<int> candidates, AgentTable agents, ulong seed, long run)
    {
        if (candidates.IsEmpty)
        {
            return [];
        }

        EnsureRoom(candidates.Length);
        ulong key = StableHash.Mix(seed ^ StableHash.Mix((ulong)run + 0x9E3779B97F4A7C15UL));
        for (int i = 0; i < candidates.Length; i++)
        {
            ulong hash = StableHash.Mix(agents.NameHashOf(candidates[i]) ^ key);
            _entries[i] = new Entry(hash, candidates[i]);
        }

        return Distribute(candidates.Length);
    }

    /// <summary>Sorts by the given rank of each candidate.</summary>
    internal ReadOnlySpan<Entry> Ranked(ReadOnlySpan<int> candidates, ReadOnlySpan<long> ranks)
    {
        EnsureRoom(candidates.Length);
        for (int i = 0; i < candidates.Length; i++)
        {
            _sorted[i] = new Entry((ulong)ranks[candidates[i]], candidates[i]);
        }

        Span<Entry> all = _sorted.AsSpan(0, candidates.Length);
        all.Sort();
        return all;
    }

    private ReadOnlySpan<Entry> Distribute(int count)
    {
        if (count == 0)
        {
            return [];
        }

        int bits = Math.Max(1, BitOperations.Log2((uint)Math.Max(2, count)) - 1);
        int shift = 64 - bits;
        Span<int> starts = _starts.AsSpan(0, (1 << bits) + 1);
        starts.Clear();
        for (int i = 0; i < count; i++)
        {
            starts[(int)(_entries[i].Key >> shift) + 1]++;
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        for (int i = 0; i < count; i++)
        {
            _sorted[starts[(int)(_entries[i].Key >> shift)]++] = _entries[i];
        }

        Span<Entry> all = _sorted.AsSpan(0, count);
        InsertionSort(all);
        return all;
    }

    /// <summary>Buckets are in order and hold a few entries, so that nothing moves far.</summary>
    private static void InsertionSort(Span<Entry> entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            Entry entry = entries[i];
            int place = i;
            while (place > 0 && entries[place - 1].CompareTo(entry) > 0)
            {
                entries[place] = entries[place - 1];
                place--;
            }

            entries[place] = entry;
        }
    }

    private void EnsureRoom(int count)
    {
        if (_entries.Length >= count)
        {
            return;
        }

        int size = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        _entries = new Entry[size];
        _sorted = new Entry[size];
        _starts = new int[size + 1];
    }
}
