using System;

namespace Offers;

/// <summary>
/// Visits the roles with active clients in DRF order: depth first through the tree, the children of
/// each node in the order of their shares. The tree may not change during a walk.
/// </summary>
internal sealed class RoleWalk(RoleTree roles)
{
    private HeapWalk[] _levels = [new HeapWalk()];
    private int _depth;

    internal void Start()
    {
        _depth = 0;
        _levels[0].Start(roles.Top);
    }

    /// <summary>The next role, or -1 after the last.</summary>
    internal int Next()
    {
        while (_depth >= 0)
        {
            int node = _levels[_depth].Next();
            if (node < 0)
            {
                _depth--;
                continue;
            }

            int role = RoleTree.RoleOf(node);
            if (node == RoleTree.OwnPartOf(role) || roles[role].Below == 0)
            {
                return role;
            }

            Descend(roles[role].Children!);
        }

        return -1;
    }

    private void Descend(ShareHeap children)
    {
        _depth++;
        if (_depth == _levels.Length)
        {
            Array.Resize(ref _levels, _depth + 1);
            _levels[_depth] = new HeapWalk();
        }

        _levels[_depth].Start(children);
    }
}
