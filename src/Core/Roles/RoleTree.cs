using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The roles as a tree of path components, and the sorter over it: what each node holds with
/// everything below it, and one heap of active children a node (semantics of Mesos' DRF sorter).
/// </summary>
/// <remarks>
/// <para>A role has two nodes in the <see cref="Book"/>: number 2r stands for it and all below it,
/// number 2r + 1 is its <i>own part</i> <c>role/.</c>, which competes with its sub-roles, with
/// weight 1, while the role has both clients and sub-roles with clients (it is
/// <i>split</i>).</para>
/// <para>Invariants: (R1) a node is in its parent's heap exactly while an active client is below
/// it; (R2) Below is the number of strict sub-roles that have clients; (R3) a node without clients
/// at or below it holds nothing and has no grants.</para>
/// </remarks>
internal sealed partial class RoleTree(int strides, ShareBook clients)
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private Row[] _table = [];

    internal struct Row
    {
        internal string Name;
        internal int Parent;
        internal int FirstChild;
        internal int NextSibling;
        internal int FirstClient;

        /// <summary>Clients of exactly this role, whoever still holds something included.</summary>
        internal int ClientCount;
        internal int Below;

        /// <summary>The active clients of exactly this role.</summary>
        internal ShareHeap Clients;

        /// <summary>The active nodes right below; null until there was one.</summary>
        internal ShareHeap? Children;
        internal bool OwnPartIsNamed;
        internal ulong NameHash;
    }

    internal ShareBook Book { get; } = new(strides);

    /// <summary>The names of all nodes that stand in heaps, own parts included.</summary>
    internal NameOrder Names { get; } = new();

    /// <summary>The active top-level nodes.</summary>
    internal ShareHeap Top => _top ??= new ShareHeap(Book);

    internal int Count { get; private set; }

    internal ref Row this[int role] => ref _table[role];

    /// <summary>Grows with everything that may change the order of roles.</summary>
    internal long Version { get; private set; }

    private ShareHeap? _top;
    private int _firstTop = -1;

    /// <summary>The first of the roles right below one, or of the top-level ones (-1).</summary>
    internal int FirstChildOf(int parent) => parent < 0 ? _firstTop : _table[parent].FirstChild;

    internal static int NodeOf(int role) => role * 2;

    internal static int OwnPartOf(int role) => (role * 2) + 1;

    internal static int RoleOf(int node) => node / 2;

    internal bool TryFind(string name, out int role) => _byName.TryGetValue(name, out role);

    /// <summary>Adds a role and the ancestors that it lacks; all get weight 1. O(depth).</summary>
    internal int Add(string name)
    {
        if (_byName.TryGetValue(name, out int known))
        {
            return known;
        }

        int slash = name.LastIndexOf('/');
        int parent = slash < 0 ? -1 : Add(name[..slash]);
        int role = Count++;
        if (role >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
        }

        _byName.Add(name, role);
        _table[role] = new Row
        {
            Name = name,
            Parent = parent,
            FirstChild = -1,
            NextSibling = FirstChildOf(parent),
            FirstClient = -1,
            NameHash = StableHash.Of(name),
            Clients = new ShareHeap(clients),
        };
        if (parent >= 0)
        {
            _table[parent].FirstChild = role;
        }
        else
        {
            _firstTop = role;
        }

        Book.Reset(OwnPartOf(role), Weight.One);
        Book.Reset(NodeOf(role), Weight.One);
        Names.Add(name, NodeOf(role));
        return role;
    }

    /// <summary>
    /// Whether clients of the role compete with its sub-roles through its own part.
    /// </summary>
    internal bool IsSplit(int role) =>
        _table[role].Below > 0 && _table[role].ClientCount > 0;

    /// <summary>The node in which the clients of exactly this role stand.</summary>
    internal int LeafOf(int role) =>
        _table[role].Below > 0 ? OwnPartOf(role) : NodeOf(role);

    /// <summary>
    /// Counts a client; the role's first one puts its nodes into the sorter. O(depth).
    /// </summary>
    internal void AddClient(int role)
    {
        if (_table[role].ClientCount++ > 0)
        {
            return;
        }

        if (_table[role].Below > 0)
        {
            ResetOwnPart(role);
        }

        for (int r = _table[role].Parent; r >= 0; r = _table[r].Parent)
        {
            if (_table[r].Below++ == 0 && _table[r].ClientCount > 0)
            {
                Split(r);
            }
        }
    }

    /// <summary>
    /// Takes a client that holds nothing and is not active out of the count; with the last one the
    /// role's nodes forget their grants. O(depth).
    /// </summary>
    internal void RemoveClient(int role)
    {
        if (--_table[role].ClientCount > 0)
        {
            return;
        }

        ForgetIfEmpty(role);
        for (int r = _table[role].Parent; r >= 0; r = _table[r].Parent)
        {
            if (--_table[r].Below == 0 && _table[r].ClientCount > 0)
            {
                Collapse(r);
            }

            ForgetIfEmpty(r);
        }
    }

    /// <summary>
    /// Adds what clients of a role were given to every node from leaf to top, and the grants.
    /// </summary>
    internal void Grant(int role, ReadOnlySpan<long> amounts, int grants)
    {
        Version++;
        if (_table[role].Below > 0)
        {
            Book.Grant(OwnPartOf(role), amounts, grants);
            MoveInHeap(ChildrenOf(role), OwnPartOf(role));
        }

        for (int r = role; r >= 0; r = _table[r].Parent)
        {
            Book.Grant(NodeOf(r), amounts, grants);
            MoveInHeap(HeapOf(r), NodeOf(r));
        }
    }

    internal void Return(int role, ReadOnlySpan<long> amounts)
    {
        Version++;
        if (_table[role].Below > 0)
        {
            Book.Return(OwnPartOf(role), amounts);
            MoveInHeap(ChildrenOf(role), OwnPartOf(role));
        }

        for (int r = role; r >= 0; r = _table[r].Parent)
        {
            Book.Return(NodeOf(r), amounts);
            MoveInHeap(HeapOf(r), NodeOf(r));
        }
    }

    private void ResetOwnPart(int role)
    {
        Book.Clear(OwnPartOf(role));
        if (!_table[role].OwnPartIsNamed)
        {
            Names.Add(_table[role].Name + "/.", OwnPartOf(role));
            _table[role].OwnPartIsNamed = true;
        }
    }

    /// <summary>
    /// A leaf becomes an inner node: its own part starts with a copy of what it holds and its
    /// grants.
    /// </summary>
    private void Split(int role)
    {
        ResetOwnPart(role);
        Book.Copy(NodeOf(role), OwnPartOf(role));
        SetMember(ChildrenOf(role), OwnPartOf(role), _table[role].Clients.Count > 0);
    }

    /// <summary>Only its own part is left below the node: it is a leaf again.</summary>
    private void Collapse(int role) => SetMember(ChildrenOf(role), OwnPartOf(role), false);

    private void ForgetIfEmpty(int role)
    {
        if (_table[role].ClientCount == 0 && _table[role].Below == 0)
        {
            Book[NodeOf(role)].Grants = 0;
        }
    }
}
