using System;

namespace Offers;

/// <summary>
/// Cuts a portion to a target, name by name: an item that is within what is left of the target
/// stays whole, a scalar that can be split is cut, anything else is dropped (semantics 1.2).
/// </summary>
internal sealed class Shrinker
{
    private readonly ItemBag _kept = new();
    private readonly ItemBag _before = new();
    private Step[] _order = [];
    private long[] _left = [];

    /// <summary>A plain lane (~Index) or an item (Index), and when its turn comes.</summary>
    private readonly record struct Step(ulong Key, int Index) : IComparable<Step>
    {
        public int CompareTo(Step other) =>
            Key != other.Key ? Key.CompareTo(other.Key) : Index.CompareTo(other.Index);
    }

    /// <summary>Cuts a portion in place.</summary>
    /// <param name="portion">Scalars only.</param>
    /// <param name="target">The most of each kind.</param>
    /// <param name="seed">
    /// Chooses the order in which items are tried; 0 tries plain scalars first, and then items in
    /// the order of their texts.
    /// </param>
    /// <returns>Whether anything was cut.</returns>
    internal bool Shrink(Portion portion, ReadOnlySpan<long> target, ulong seed)
    {
        if (portion.Marked.IsEmpty)
        {
            bool fits = Lanes.Fits(portion.Plain, target);
            Lanes.Min(portion.Plain, target, portion.Plain);
            return !fits;
        }

        Start(portion, target);
        bool cut = false;
        _before.CopyFrom(portion.Marked);
        _kept.Clear();
        foreach (Step step in Sorted(portion, seed))
        {
            cut |= step.Index < 0
                ? CutLane(portion.Plain, ~step.Index)
                : CutItem(_before[step.Index]);
        }

        portion.Marked.CopyFrom(_kept);
        return cut;
    }

    private void Start(Portion portion, ReadOnlySpan<long> target)
    {
        if (_left.Length != target.Length)
        {
            _left = new long[target.Length];
        }

        target.CopyTo(_left);
        int most = portion.Plain.Length + portion.Marked.Count;
        if (_order.Length < most)
        {
            _order = new Step[most * 2];
        }
    }

    private ReadOnlySpan<Step> Sorted(Portion portion, ulong seed)
    {
        int count = 0;
        for (int i = 0; i < portion.Plain.Length; i++)
        {
            if (portion.Plain[i] > 0)
            {
                ulong key = seed == 0 ? 0 : StableHash.Mix(seed ^ (ulong)i);
                _order[count++] = new Step(key, ~i);
            }
        }

        for (int i = 0; i < _before.Count; i++)
        {
            ulong key = seed == 0
                ? 1
                : StableHash.Mix(seed ^ _before[i].Id.Hash ^ (ulong)_before[i].Low);
            _order[count++] = new Step(key, i);
        }

        Span<Step> steps = _order.AsSpan(0, count);
        steps.Sort();
        return steps;
    }

    private bool CutLane(Span<long> plain, int lane)
    {
        long kept = Math.Min(plain[lane], _left[lane]);
        bool cut = kept < plain[lane];
        plain[lane] = kept;
        _left[lane] -= kept;
        return cut;
    }

    private bool CutItem(in ItemSegment item)
    {
        ref long left = ref _left[item.Id.Kind.Index];
        if (!item.Id.IsCounted)
        {
            long kept = Math.Min(item.High, left);
            left -= kept;
            Keep(new ItemSegment(item.Id, 0, kept), kept);
            return kept < item.High;
        }

        long copies = item.Id.IsShared
            ? (item.Low <= left ? item.High : 0)
            : Math.Min(item.High, left / item.Low);
        left -= item.Id.IsShared ? (copies > 0 ? item.Low : 0) : copies * item.Low;
        Keep(new ItemSegment(item.Id, item.Low, copies), copies);
        return copies < item.High;
    }

    private void Keep(in ItemSegment item, long amount)
    {
        if (amount > 0)
        {
            _kept.Add(in item);
        }
    }
}
