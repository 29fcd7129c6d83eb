using System;

namespace Offers;

/// <summary>
/// Some of the roles with active clients, in the order in which a <see cref="RoleWalk"/> would come
/// to them: those whom a stage of a run may still give something. A walk over a heap pays for every
/// role that it passes over, at every agent; here a role that is passed over once is gone.
/// </summary>
/// <remarks>
/// <para>One sorted list for each parent, of the nodes right below it that have a listed role at or
/// below them. Invariants, while <see cref="IsBuilt"/> and between visits: (L1) the nodes of a list
/// stand in the order of their heap; (L2) a node is in its parent's list exactly while a listed
/// role is at or below it.</para>
/// <para>Between building and clearing, clients neither come nor go and no share falls.</para>
/// </remarks>
internal sealed class RoleShortlist(RoleTree roles)
{
    // By parent plus one: the first is the list of top-level nodes.
    private int[][] _lists = [[]];
    private int[] _counts = [0];
    private Level[] _levels = new Level[4];
    private int _depth;

    private struct Level
    {
        internal int List;
        internal int Index;
    }

    internal bool IsBuilt { get; private set; }

    /// <summary>Forgets all; until it is built again nothing keeps it in order.</summary>
    internal void Clear() => IsBuilt = false;

    /// <summary>Begins empty. O(roles).</summary>
    internal void Begin()
    {
        if (_lists.Length <= roles.Count)
        {
            int known = _lists.Length;
            Array.Resize(ref _lists, Math.Max(roles.Count + 1, known * 2));
            Array.Resize(ref _counts, _lists.Length);
            Array.Fill(_lists, [], known, _lists.Length - known);
        }

        Array.Clear(_counts);
        IsBuilt = true;
    }

    /// <summary>Lists a role; roles are listed in the order of a walk. O(depth).</summary>
    internal void Append(int role)
    {
        bool isSplit = roles[role].Below > 0;
        bool isNew = Append(
            isSplit ? role : roles[role].Parent,
            isSplit ? RoleTree.OwnPartOf(role) : RoleTree.NodeOf(role));
        for (int r = isSplit ? role : roles[role].Parent; isNew && r >= 0; r = roles[r].Parent)
        {
            isNew = Append(roles[r].Parent, RoleTree.NodeOf(r));
        }
    }

    /// <summary>Goes back to the first role.</summary>
    internal void Start()
    {
        _depth = 0;
        _levels[0] = new Level { List = 0, Index = -1 };
    }

    /// <summary>The next role, or -1 after the last.</summary>
    internal int Next()
    {
        while (_depth >= 0)
        {
            ref Level level = ref _levels[_depth];
            if (++level.Index >= _counts[level.List])
            {
                _depth--;
                continue;
            }

            int node = _lists[level.List][level.Index];
            int role = RoleTree.RoleOf(node);
            if (node == RoleTree.OwnPartOf(role) || roles[role].Below == 0)
            {
                return role;
            }

            Descend(role);
        }

        return -1;
    }

    /// <summary>Takes the role that came last off the list. O(roles beside it).</summary>
    internal void Drop()
    {
        bool isEmpty = true;
        for (int depth = _depth; depth >= 0 && isEmpty; depth--)
        {
            ref Level level = ref _levels[depth];
            ref int count = ref _counts[level.List];
            int[] list = _lists[level.List];
            list.AsSpan(level.Index + 1, count - level.Index - 1)
                .CopyTo(list.AsSpan(level.Index));
            level.Index--;
            isEmpty = --count == 0;
        }
    }

    /// <summary>
    /// Restores (L1) after a role was given something: it and all above it move backwards. By
    /// search and a move of what lies between: O(log roles) comparisons a level.
    /// </summary>
    internal void Moved(int role)
    {
        if (!IsBuilt)
        {
            return;
        }

        if (roles[role].Below > 0)
        {
            Settle(role, RoleTree.OwnPartOf(role));
        }

        for (int r = role; r >= 0; r = roles[r].Parent)
        {
            Settle(roles[r].Parent, RoleTree.NodeOf(r));
        }
    }

    private bool Append(int parent, int node)
    {
        ref int[] list = ref _lists[parent + 1];
        ref int count = ref _counts[parent + 1];
        if (count > 0 && list[count - 1] == node)
        {
            return false;
        }

        if (count == list.Length)
        {
            Array.Resize(ref list, Math.Max(4, count * 2));
        }

        list[count++] = node;
        return true;
    }

    private void Descend(int role)
    {
        _depth++;
        if (_depth == _levels.Length)
        {
            Array.Resize(ref _levels, _depth * 2);
        }

        _levels[_depth] = new Level { List = role + 1, Index = -1 };
    }

    private void Settle(int parent, int node)
    {
        Span<int> list = _lists[parent + 1].AsSpan(0, _counts[parent + 1]);
        int place = list.IndexOf(node);
        if (place < 0)
        {
            return;
        }

        ShareHeap heap = roles.HeapBelow(parent);
        int position = roles.Book.HeapPosition(node);
        int low = place + 1;
        int high = list.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (heap.IsBefore(position, roles.Book.HeapPosition(list[middle])))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        list[(place + 1)..low].CopyTo(list[place..]);
        list[low - 1] = node;
    }
}
