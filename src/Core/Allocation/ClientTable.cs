using System;

namespace Offers;

/// <summary>
/// Clients: one row for each (framework, role) pair, the unit that is offered resources and that
/// holds them.
/// </summary>
internal sealed class ClientTable(int strides)
{
    private readonly RowPool _rows = new();
    private Row[] _table = [];

    internal struct Row
    {
        internal int Framework;

        /// <summary>A copy, so that an offer does not have to look at the framework.</summary>
        internal uint FrameworkGeneration;
        internal int Role;
        internal int NextOfFramework;
        internal int NextOfRole;
        internal int FilterCount;
        internal ushort FilterEpoch;
        internal bool Suppressed;
        internal bool TakesGpus;

        /// <summary>
        /// The visit in which a refuse filter hides the visited agent from this client.
        /// </summary>
        internal long HiddenInVisit;
    }

    internal ShareBook Book { get; } = new(strides);

    internal int End => _rows.End;

    internal ref Row this[int client] => ref _table[client];

    internal int Add(int framework, int role)
    {
        int client = _rows.Take();
        if (client >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
        }

        // The epoch outlives the row: filters of an earlier client must stay stale.
        ushort epoch = _table[client].FilterEpoch;
        _table[client] = new Row
        {
            Framework = framework,
            Role = role,
            FilterEpoch = epoch,
            NextOfFramework = -1,
            NextOfRole = -1,
        };
        Book.Reset(client, Weight.One);
        return client;
    }

    internal void Remove(int client)
    {
        _table[client].Framework = -1;
        _rows.Return(client);
    }
}
