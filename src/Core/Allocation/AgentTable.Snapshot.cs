using System;

namespace Offers;

/// <content>Rows and places as a snapshot keeps them.</content>
internal sealed partial class AgentTable
{
    /// <summary>All names ever added, in order, where orders of addition keep places.</summary>
    internal ValueList<string> Places => [.. _places];

    internal ValueList<FreeRow> SaveFree() => _rows.SaveFree(row => _table[row].Generation);

    /// <summary>
    /// Makes an empty table ready for its agents, which <see cref="Load(AgentId, string,
    /// ReadOnlySpan{long})"/> then adds.
    /// </summary>
    internal void Load(int count, ValueList<FreeRow> free, ValueList<string> places)
    {
        _rows.Load(count, free.AsSpan());
        EnsureRow(_rows.End);
        foreach (FreeRow row in free.AsSpan())
        {
            _table[row.Index] = new Row { Generation = row.Generation, FirstFilter = -1 };
        }

        foreach (string name in places.AsSpan())
        {
            PlaceOf(name);
        }
    }

    internal void Load(AgentId id, string name, ReadOnlySpan<long> total)
    {
        _table[id.Index].Generation = id.Generation - 1;
        Put(id.Index, name, total);
    }
}
