using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Roles by dense index, with the heap of each one's active clients. A role is in the role heap
/// exactly while it has an active client: another one yields nobody.
/// </summary>
internal sealed class RoleTable(int strides)
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private Row[] _table = [];

    internal struct Row
    {
        internal string Name;
        internal ShareHeap Clients;
        internal int FirstClient;
    }

    internal ShareBook Book { get; } = new(strides);

    internal int Count { get; private set; }

    internal ref Row this[int role] => ref _table[role];

    internal bool TryFind(string name, out int role) => _byName.TryGetValue(name, out role);

    internal int Add(string name, ShareHeap clients)
    {
        int role = Count++;
        if (role >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
        }

        _byName.Add(name, role);
        _table[role] = new Row { Name = name, Clients = clients, FirstClient = -1 };
        Book.Reset(role, Weight.One);
        return role;
    }
}
