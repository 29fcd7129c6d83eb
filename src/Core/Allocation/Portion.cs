using System;

namespace Offers;

/// <summary>
/// Some resources of one agent on their way: plain scalars in lanes, everything else as items.
/// Mutable and kept for reuse, so that a warm allocator allocates nothing.
/// </summary>
internal sealed class Portion(int strides)
{
    private long[] _plain = new long[strides * ResourceSchema.LanesPerStride];

    internal Span<long> Plain => _plain;

    internal ItemBag Marked { get; } = new();

    internal bool IsEmpty => Marked.IsEmpty && Lanes.IsZero(_plain);

    internal void Widen(int strides) =>
        Array.Resize(ref _plain, strides * ResourceSchema.LanesPerStride);

    internal void Clear()
    {
        Array.Clear(_plain);
        Marked.Clear();
    }

    internal Portion Load(in ResourceVector plain)
    {
        plain.CopyTo(_plain);
        Marked.Clear();
        return this;
    }

    internal Portion Load(ResourceSet resources)
    {
        resources.Plain.CopyTo(_plain);
        if (resources.Marked is { } items)
        {
            Marked.CopyFrom(items);
        }
        else
        {
            Marked.Clear();
        }

        return this;
    }

    internal Portion Load(ReadOnlySpan<long> plain, ItemBag? marked)
    {
        plain.CopyTo(_plain);
        if (marked is null)
        {
            Marked.Clear();
        }
        else
        {
            Marked.CopyFrom(marked);
        }

        return this;
    }

    internal void Load(Portion other) => Load(other.Plain, other.Marked);

    internal void Add(Portion other)
    {
        Lanes.Add(_plain, other.Plain);
        Marked.Add(other.Marked);
    }

    /// <summary>Subtracts; what would be negative is gone.</summary>
    internal void Subtract(Portion other)
    {
        Lanes.Remainder(_plain, other.Plain, _plain);
        Marked.Subtract(other.Marked);
    }

    /// <summary>Keeps what is in the other, too.</summary>
    internal void Keep(Portion other)
    {
        Lanes.Min(_plain, other.Plain, _plain);
        if (!Marked.IsEmpty)
        {
            ItemBag more = new();
            more.CopyFrom(Marked);
            more.Subtract(other.Marked);
            Marked.Subtract(more);
        }
    }

    internal bool HasRevocables
    {
        get
        {
            bool found = false;
            for (int i = 0; i < Marked.Count && !found; i++)
            {
                found = Marked[i].Id.IsRevocable;
            }

            return found;
        }
    }

    internal bool Contains(Portion other) =>
        Lanes.Fits(other.Plain, _plain) && Marked.Contains(other.Marked);
}
