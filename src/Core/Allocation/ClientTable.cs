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
    private ValueList<ResourceVector>?[] _minimums = [];

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

        /// <summary>
        /// False after its framework dropped the role: then it is here until it holds nothing.
        /// </summary>
        internal bool Subscribed;

        /// <summary>
        /// It holds nothing and is not subscribed: only filters keep it. Nobody else sees it.
        /// </summary>
        internal bool IsForgotten;

        /// <summary>The agent traits that its framework can deal with.</summary>
        internal AgentTraits Tolerates;

        /// <summary>It has offer constraints or a minimum offer size of its own.</summary>
        internal bool IsPicky;

        /// <summary>
        /// The visit in which a refuse filter hides the visited agent from this client.
        /// </summary>
        internal long HiddenInVisit;

        /// <summary>When its last offer was made, in ticks; -1 when there was none.</summary>
        internal long LastOfferAt;

        /// <summary>The visit in which it was considered ahead of the order.</summary>
        internal long ConsideredInVisit;
    }

    internal ShareBook Book { get; } = new(strides);

    internal int End => _rows.End;

    internal ref Row this[int client] => ref _table[client];

    /// <summary>The client's own list of minimum offers; null when the global one holds.</summary>
    internal ref ValueList<ResourceVector>? Minimums(int client) => ref _minimums[client];

    internal int Add(int framework, int role)
    {
        int client = _rows.Take();
        if (client >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
            Array.Resize(ref _minimums, _table.Length);
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
            LastOfferAt = -1,
        };
        _minimums[client] = null;
        Book.Reset(client, Weight.One);
        return client;
    }

    internal void Remove(int client)
    {
        _table[client].Framework = -1;
        _rows.Return(client);
    }
}
