
namespace Offers;

internal sealed partial class RoleTree
{
    /// <summary>Restores the heaps after a node's weight changed.</summary>
    internal void WeightChanged(int role)
    {
        Version++;
        MoveInHeap(HeapOf(role), NodeOf(role));
    }

    /// <summary>
    /// Restores (R1) along the path after the role's active clients came or went.
    /// </summary>
    internal void Place(int role)
    {
        Version++;
        bool active = _table[role].Clients.Count > 0;
        if (_table[role].Below > 0)
        {
            ShareHeap children = ChildrenOf(role);
            SetMember(children, OwnPartOf(role), active);
            active = children.Count > 0;
        }

        for (int r = role; r >= 0; r = _table[r].Parent)
        {
            if (!SetMember(HeapOf(r), NodeOf(r), active))
            {
                return;
            }

            // An inner node: active as long as anything is below it.
            int parent = _table[r].Parent;
            active = parent < 0 || _table[parent].Children!.Count > 0;
        }
    }

    /// <summary>Takes over ranks of names that came or went. O(roles).</summary>
    internal void RestoreRanks()
    {
        int rank = 0;
        foreach (NameOrder.Entry entry in Names.Sorted())
        {
            Book[entry.Row].Rank = rank++;
        }
    }

    /// <summary>Rebuilds every heap after shares or ranks changed. O(roles + clients).</summary>
    internal void Rebuild()
    {
        Version++;
        for (int role = 0; role < Count; role++)
        {
            _table[role].Clients.Rebuild();
            _table[role].Children?.Rebuild();
        }

        Top.Rebuild();
    }

    /// <summary>
    /// Adds to, or takes from, one kind on one node, and restores its place.
    /// </summary>
    internal void Adjust(int node, int lane, long amount)
    {
        Book.Adjust(node, lane, amount);
        int role = RoleOf(node);
        MoveInHeap(node == NodeOf(role) ? HeapOf(role) : ChildrenOf(role), node);
    }

    /// <summary>The active nodes right below one, or the top-level ones (-1).</summary>
    internal ShareHeap HeapBelow(int parent) => parent < 0 ? Top : ChildrenOf(parent);

    private ShareHeap HeapOf(int role) => HeapBelow(_table[role].Parent);

    private ShareHeap ChildrenOf(int role) => _table[role].Children ??= new ShareHeap(Book);

    private void MoveInHeap(ShareHeap heap, int node)
    {
        if (Book.HeapPosition(node) >= 0)
        {
            heap.Moved(node);
        }
    }

    /// <summary>Whether this changed anything.</summary>
    private bool SetMember(ShareHeap heap, int node, bool active)
    {
        if (active == Book.HeapPosition(node) >= 0)
        {
            return false;
        }

        if (active)
        {
            heap.Insert(node);
        }
        else
        {
            heap.Remove(node);
        }

        return true;
    }
}
