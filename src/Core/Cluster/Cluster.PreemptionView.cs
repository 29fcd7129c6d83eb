using System.Collections.Generic;

namespace Offers;

/// <content>The cell as the preemption planner sees it.</content>
public sealed partial class Cluster
{
    private PreemptionView ViewFor(PreemptionClaim claim) => new()
    {
        Total = _allocator.CellTotal,
        Roles = RolesInView(claim.Role),
        Agents = AgentsInView(claim),
        Tasks = TasksInView(claim),
    };

    private List<PreemptionRole> RolesInView(string claimed)
    {
        List<PreemptionRole> roles = [];
        for (int i = 0; i < _allocator.RoleCount; i++)
        {
            RoleId id = new(i);
            roles.Add(new PreemptionRole(_allocator.NameOf(id))
            {
                Weight = _allocator.WeightOf(id),
                Guarantee = _allocator.GuaranteeOf(id),
                Consumed = _allocator.ConsumedBy(id),
                Held = _allocator.HeldBy(id),
            });
        }

        // Who only asks makes no role: ids of roles are state.
        for (string? path = claimed;
            path is not null && !_allocator.TryFindRole(path, out _);
            path = RoleName.Parent(path))
        {
            roles.Add(new PreemptionRole(path));
        }

        return roles;
    }

    /// <summary>What is free, and what is offered and can be withdrawn, on agents in use.</summary>
    private List<PreemptionAgent> AgentsInView(PreemptionClaim claim)
    {
        List<PreemptionAgent> agents = [];
        foreach (ClusterAgent agent in _agents)
        {
            if (!agent.IsOffered)
            {
                continue;
            }

            ResourceVector free = ClaimableOf(_allocator.FreeSetOn(agent.Id), claim);
            for (OpenOffer? offer = agent.Offers.First; offer is not null;
                offer = agent.Offers.After(offer))
            {
                free += offer.Row < 0
                    ? default
                    : ClaimableOf(_allocator.SetOf(offer.Row), claim);
            }

            agents.Add(new PreemptionAgent(agent.Name, free));
        }

        return agents;
    }

    /// <summary>
    /// What of resources a claim can use: plain scalars, or revocable ones if that is claimed.
    /// </summary>
    private static ResourceVector ClaimableOf(ResourceSet resources, PreemptionClaim claim) =>
        claim.IsRevocable ? resources.Unreserved.Revocable.Quantities : resources.Plain;

    private List<PreemptionTask> TasksInView(PreemptionClaim claim)
    {
        List<PreemptionTask> tasks = [];
        foreach (ClusterFramework framework in _frameworks)
        {
            for (ClusterTask? task = framework.Tasks.First; task is not null;
                task = framework.Tasks.After(task))
            {
                ResourceVector freed = ClaimableOf(task.Description.Resources, claim);
                if (task.HoldsResources && !task.IsKillWanted && !freed.IsZero)
                {
                    tasks.Add(new PreemptionTask(
                        framework.Name, task.Name, _allocator.NameOf(task.Role),
                        task.Agent.Name, freed)
                    {
                        IsRevocable = !task.Description.Resources.Revocable.IsEmpty,
                        Priority = task.Description.Priority,
                        Started = task.Started,
                    });
                }
            }
        }

        return tasks;
    }
}
