using System;

namespace Offers;

/// <summary>
/// Where the allocator puts what it wants done, in the order in which it must be done. The host
/// reads <see cref="Effects"/> after every command or run, carries them out and calls
/// <see cref="Clear"/>. The memory is kept, so that a warm outbox allocates nothing.
/// </summary>
public sealed class AllocatorOutbox
{
    private Effect[] _effects = [];
    private long[] _lanes = [];
    private int _width = ResourceSchema.LanesPerStride;

    internal AllocatorOutbox()
    {
    }

    /// <summary>Number of effects that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The waiting effects, in order; valid until the next command.</summary>
    public ReadOnlySpan<Effect> Effects => _effects.AsSpan(0, Count);

    /// <summary>The resources of the offer of one effect.</summary>
    /// <param name="index">Position in <see cref="Effects"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effect.</exception>
    public ResourceVector ResourcesOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return ResourceVector.FromLanes(_lanes.AsSpan(index * _width, _width));
    }

    /// <summary>Forgets all effects. O(1).</summary>
    public void Clear() => Count = 0;

    internal void AddTo(ref StableHash hash, int index)
    {
        foreach (long amount in _lanes.AsSpan(index * _width, _width).TrimEnd(0L))
        {
            hash.Add(amount);
        }
    }

    internal void Add(in Effect effect, ReadOnlySpan<long> resources)
    {
        if (Count == _effects.Length || resources.Length != _width)
        {
            Grow(resources.Length);
        }

        resources.CopyTo(_lanes.AsSpan(Count * _width, _width));
        _effects[Count++] = effect;
    }

    private void Grow(int width)
    {
        int room = Math.Max(16, Count == _effects.Length ? Count * 2 : _effects.Length);
        long[] lanes = new long[room * width];
        for (int i = 0; i < Count; i++)
        {
            _lanes.AsSpan(i * _width, _width).CopyTo(lanes.AsSpan(i * width));
        }

        Array.Resize(ref _effects, room);
        _lanes = lanes;
        _width = width;
    }
}
