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
    private readonly ResourceSchema _schema;
    private readonly BagTable _marked = new();
    private long[] _lanes = [];
    private int _width = ResourceSchema.LanesPerStride;

    internal AllocatorOutbox(ResourceSchema schema) => _schema = schema;

    /// <summary>Number of effects that wait.</summary>
    public int Count { get; private set; }

    /// <summary>The waiting effects, in order; valid until the next command.</summary>
    public ReadOnlySpan<Effect> Effects => _effects.AsSpan(0, Count);

    /// <summary>
    /// The plain scalars of the offer of one effect: all there is where agents have neither
    /// reservations nor ports nor anything else that <see cref="ResourceSetOf"/> tells.
    /// </summary>
    /// <param name="index">Position in <see cref="Effects"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effect.</exception>
    public ResourceVector ResourcesOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return ResourceVector.FromLanes(_lanes.AsSpan(index * _width, _width));
    }

    /// <summary>All resources of the offer of one effect. Allocates.</summary>
    /// <param name="index">Position in <see cref="Effects"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effect.</exception>
    public ResourceSet ResourceSetOf(int index) =>
        ResourceSet.From(_schema, ResourcesOf(index), _marked.Find(index));

    /// <summary>
    /// Whether an offer has more than plain scalars: ports, reservations, volumes and the like.
    /// </summary>
    /// <param name="index">Position in <see cref="Effects"/>.</param>
    public bool HasItems(int index) => _marked.Find(index) is not null;

    /// <summary>Forgets all effects. O(1).</summary>
    public void Clear() => Count = 0;

    internal void AddTo(ref StableHash hash, int index)
    {
        foreach (long amount in _lanes.AsSpan(index * _width, _width).TrimEnd(0L))
        {
            hash.Add(amount);
        }

        if (_marked.Find(index) is { } items)
        {
            hash.Add((long)items.Hash);
        }
    }

    internal void Add(in Effect effect, ReadOnlySpan<long> resources, ItemBag? marked)
    {
        if (Count == _effects.Length || resources.Length != _width)
        {
            Grow(resources.Length);
        }

        resources.CopyTo(_lanes.AsSpan(Count * _width, _width));
        _marked.Set(Count, marked);
        _effects[Count++] = effect;
    }

    /// <summary>Writes the resources of an offer anew: it got a second piece.</summary>
    internal void Amend(int index, ReadOnlySpan<long> resources, ItemBag? marked)
    {
        resources.CopyTo(_lanes.AsSpan(index * _width, _width));
        _marked.Set(index, marked);
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
