using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// What is offered or allocated in the whole cell: all scalars, reserved and revocable ones
    /// too, and what agents report for frameworks that are not known yet; on one agent a shared
    /// item counts once. Above <see cref="CellTotal"/> where agents shrank. O(agents).
    /// </summary>
    public ResourceVector CellOut()
    {
        long[] sum = new long[_amounts.Length];
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                AddOut(agent, sum);
            }
        }

        return ResourceVector.FromLanes(sum);
    }

    /// <summary>A role's guarantee; zero when it has none.</summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public ResourceVector GuaranteeOf(RoleId role) =>
        ResourceVector.FromLanes(_quota.Guarantee(Known(role)));

    /// <summary>A role's limits; a kind without one is not listed. O(kinds).</summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public ResourceLimits LimitsOf(RoleId role)
    {
        int row = Known(role);
        ResourceLimits limits = ResourceLimits.None;
        for (int lane = 0; lane < _cellTotal.Length; lane++)
        {
            long limit = _quota.Limit(row, lane);
            limits = limit == QuotaBook.Unlimited
                ? limits
                : limits.With(new ResourceKind(lane), limit);
        }

        return limits;
    }

    /// <summary>
    /// Refuse filters in force for a role itself, those of its sub-roles aside; as
    /// <see cref="FilterCount"/> counts them. O(frameworks of the role).
    /// </summary>
    /// <exception cref="ArgumentException">No role has this id.</exception>
    public int FilterCountOf(RoleId role)
    {
        int count = 0;
        for (int c = _roles[Known(role)].FirstClient; c >= 0; c = _clients[c].NextOfRole)
        {
            count += _clients[c].FilterCount;
        }

        return count;
    }

    /// <summary>The agent with an external name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="agent">Its id; the default value when there is none.</param>
    /// <returns>Whether the cell has such an agent.</returns>
    public bool TryFindAgent(string name, out AgentId agent)
    {
        bool isFound = _agents.TryFind(name, out int row);
        agent = isFound ? _agents.IdOf(row) : default;
        return isFound;
    }

    /// <summary>The framework with an external name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="framework">Its id; the default value when there is none.</param>
    /// <returns>Whether the cell has such a framework.</returns>
    public bool TryFindFramework(string name, out FrameworkId framework)
    {
        bool isFound = _frameworks.TryFind(name, out int row);
        framework = isFound ? _frameworks.IdOf(row) : default;
        return isFound;
    }

    private void AddOut(int agent, long[] sum)
    {
        Lanes.Add(sum, _agents.Out(agent));
        if (_agents[agent].IsMarked)
        {
            _agents.Marks(agent).Out.AddQuantitiesTo(sum);
        }
    }
}
