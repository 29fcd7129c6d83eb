using System;

namespace Offers;

/// <summary>
/// What a visit has granted and the sorters have not counted yet: the order of a visit is that of
/// its beginning, so that shares move only when it ends.
/// </summary>
internal sealed class GrantQueue(int strides)
{
    private readonly LaneTable _amounts = new(strides);
    private readonly BagTable _shared = new();
    private int[] _clients = [];

    internal int Count { get; private set; }

    internal int ClientOf(int grant) => _clients[grant];

    internal ReadOnlySpan<long> Amounts(int grant) => _amounts.Row(grant);

    /// <summary>The shared items, which count once for each holder; null for none.</summary>
    internal ItemBag? Shared(int grant) => _shared.Find(grant);

    internal void Widen(int strides) => _amounts.Widen(strides);

    internal void Add(int client, ReadOnlySpan<long> amounts, ItemBag? shared)
    {
        if (Count == _clients.Length)
        {
            Array.Resize(ref _clients, Math.Max(16, Count * 2));
            _amounts.EnsureRows(_clients.Length);
        }

        _clients[Count] = client;
        amounts.CopyTo(_amounts.Row(Count));
        _shared.Set(Count, shared);
        Count++;
    }

    internal void Clear() => Count = 0;
}
