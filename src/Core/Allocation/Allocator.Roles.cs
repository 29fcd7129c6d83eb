using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Whether there is any reason to speak of a role: it or a sub-role of it has a framework, a
    /// weight other than 1, a quota or a reservation. Its id stays valid in any case. O(roles *
    /// depth + agents with items).
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public bool IsInUse(RoleId role)
    {
        int above = Known(role);
        bool isInUse = !ReservedFor(role).IsZero;
        for (int r = 0; r < _roles.Count && !isInUse; r++)
        {
            bool isUsed = _roles[r].ClientCount > 0 || _quota.HasQuota(r)
                || _roles.Book[RoleTree.NodeOf(r)].Weight != Weight.One;
            isInUse = isUsed && IsAtOrBelow(r, above);
        }

        return isInUse;
    }

    /// <summary>A role's weight, in thousandths; 1 unless it was set.</summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public long WeightOf(RoleId role) => _roles.Book[RoleTree.NodeOf(Known(role))].Weight;

    /// <summary>
    /// What a role and its sub-roles hold in the sorter, offered or allocated: all scalars, shared
    /// items once for each framework and agent.
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public ResourceVector HeldBy(RoleId role) =>
        ResourceVector.FromLanes(_roles.Book.HeldBy(RoleTree.NodeOf(Known(role))));

    /// <summary>
    /// What is reserved for a role and its sub-roles, idle or not. O(agents with items).
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public ResourceVector ReservedFor(RoleId role)
    {
        ReservedItemsFor reserved = new(_roles[Known(role)].Name);
        Array.Clear(_need);
        for (int agent = _markedAgents.Next(0); agent >= 0; agent = _markedAgents.Next(agent + 1))
        {
            _exclusiveItems.CopyWhere(_agents.Marks(agent).Total, reserved);
            _exclusiveItems.AddQuantitiesTo(_need);
        }

        return ResourceVector.FromLanes(_need);
    }

    /// <summary>
    /// The frameworks in exactly this role, by name: those that subscribe to it, and those that
    /// dropped it and still hold something under it. O(frameworks log frameworks).
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public IReadOnlyList<FrameworkId> FrameworksIn(RoleId role)
    {
        List<FrameworkId> frameworks = [];
        for (int c = _roles[Known(role)].FirstClient; c >= 0; c = _clients[c].NextOfRole)
        {
            frameworks.Add(_frameworks.IdOf(_clients[c].Framework));
        }

        frameworks.Sort((a, b) => string.CompareOrdinal(NameOf(a), NameOf(b)));
        return frameworks;
    }

    private bool IsAtOrBelow(int role, int above)
    {
        while (role > above)
        {
            // Parents are numbered before their children.
            role = _roles[role].Parent;
        }

        return role == above;
    }
}
