using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Frameworks by dense index; each one's clients hang from it in the order of its roles.
/// </summary>
internal sealed class FrameworkTable
{
    private readonly RowPool _rows = new();
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private Row[] _table = [];

    internal struct Row
    {
        internal string? Name;
        internal uint Generation;
        internal bool Active;
        internal int FirstClient;
        internal FrameworkCapabilities Capabilities;
        internal CompiledConstraints? Constraints;
        internal ulong NameHash;
    }

    internal int End => _rows.End;

    internal int Count => _rows.InUse;

    internal ref Row this[int framework] => ref _table[framework];

    internal bool IsValid(FrameworkId id) =>
        (uint)id.Index < (uint)End && _table[id.Index].Generation == id.Generation
        && _table[id.Index].Name is not null;

    internal FrameworkId IdOf(int framework) => new(framework, _table[framework].Generation);

    internal bool TryFind(string name, out int framework) =>
        _byName.TryGetValue(name, out framework);

    internal int Add(string name)
    {
        int framework = _rows.Take();
        EnsureRow(framework);
        Put(framework, name);
        return framework;
    }

    internal ValueList<FreeRow> SaveFree() => _rows.SaveFree(row => _table[row].Generation);

    /// <summary>
    /// Makes an empty table ready for its frameworks, which <see cref="Load(FrameworkId, string)"/>
    /// then adds.
    /// </summary>
    internal void Load(int count, ValueList<FreeRow> free)
    {
        _rows.Load(count, free.AsSpan());
        EnsureRow(_rows.End);
        foreach (FreeRow row in free.AsSpan())
        {
            _table[row.Index].Generation = row.Generation;
        }
    }

    internal void Load(FrameworkId id, string name)
    {
        _table[id.Index].Generation = id.Generation - 1;
        Put(id.Index, name);
    }

    private void EnsureRow(int framework)
    {
        if (framework >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, Math.Max(framework + 1, _table.Length * 2)));
        }
    }

    private void Put(int framework, string name)
    {
        _byName.Add(name, framework);
        _table[framework] = new Row
        {
            Name = name,
            Generation = _table[framework].Generation + 1,
            Active = true,
            NameHash = StableHash.Of(name),
            FirstClient = -1,
        };
    }

    internal void Remove(int framework)
    {
        _byName.Remove(_table[framework].Name!);
        _table[framework].Name = null;
        _rows.Return(framework);
    }
}
