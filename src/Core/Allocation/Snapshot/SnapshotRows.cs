using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Checks that the ids of one sort are complete: each index once, live or free.</summary>
internal sealed class SnapshotRows
{
    private readonly Dictionary<int, bool> _seen = [];
    private int _last = -1;

    /// <summary>Takes the next id.</summary>
    /// <exception cref="FormatException">It is no id, or a second one of its index.</exception>
    internal void Add(int index, uint generation)
    {
        if (index < 0 || generation == 0)
        {
            throw JsonShape.Bad(
                "index, generation", $"{index}, {generation}", "0 or more, 1 or more");
        }

        if (!_seen.TryAdd(index, true))
        {
            throw JsonShape.Bad("index", $"{index} a second time", "each index once");
        }

        _last = index > _last ? index : _last;
    }

    /// <summary>Takes the end.</summary>
    /// <exception cref="FormatException">An index is missing.</exception>
    internal void End(string what)
    {
        if (_last >= _seen.Count)
        {
            throw JsonShape.Bad(
                $"index of {what}", $"{_last} among {_seen.Count} live and free ones",
                "every index below the largest as well");
        }
    }
}
