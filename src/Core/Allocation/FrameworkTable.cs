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

        /// <summary>Inverse-offer filters that were installed and not cleared.</summary>
        internal int InverseFilters;
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
        if (framework >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
        }

        _byName.Add(name, framework);
        _table[framework] = new Row
        {
            Name = name,
            Generation = _table[framework].Generation + 1,
            Active = true,
            FirstClient = -1,
        };
        return framework;
    }

    internal void Remove(int framework)
    {
        _byName.Remove(_table[framework].Name!);
        _table[framework].Name = null;
        _rows.Return(framework);
    }
}
