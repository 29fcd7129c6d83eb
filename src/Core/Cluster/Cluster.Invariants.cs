using System;
using System.Collections.Generic;

namespace Offers;

/// <content>What must hold after every command.</content>
public sealed partial class Cluster
{
    internal IReadOnlyList<InvariantViolation> CheckInvariants()
    {
        List<InvariantViolation> found = new(Invariants.Check(_allocator));
        int tasks = 0;
        int inverse = 0;
        foreach (ClusterAgent agent in _agents)
        {
            inverse += agent.InverseOffers.Count;
            tasks += agent.Tasks.Count;
            CheckAgent(agent, found);
        }

        int ofFrameworks = 0;
        foreach (ClusterFramework framework in _frameworks)
        {
            ofFrameworks += framework.Tasks.Count;
            CheckFramework(framework, found);
        }

        Expect(found, 28, inverse == _openInverseOffers, $"{inverse} inverse offers are open");
        Expect(found, 21, tasks == TaskCount && ofFrameworks == TaskCount,
            $"agents have {tasks} tasks, frameworks {ofFrameworks}, the books {TaskCount}");
        CheckOffers(found);
        return found;
    }

    private static void Expect(
        List<InvariantViolation> found, int number, bool holds, string message)
    {
        if (!holds)
        {
            found.Add(new InvariantViolation(number, message));
        }
    }

    private void CheckAgent(ClusterAgent agent, List<InvariantViolation> found)
    {
        bool isIn = _allocator.TryFindAgent(agent.Name, out AgentId id) && id == agent.Id
            && _agentNames.GetValueOrDefault(agent.Name) == agent;
        Expect(found, 21, isIn, $"{agent.Name} is not in the books");
        Expect(found, 25, isIn && _allocator.IsActive(id) == agent.IsOffered,
            $"{agent.Name} is offered: {agent.IsOffered}, and active: {!agent.IsOffered}");
        bool isSilent = !agent.IsConnected || agent.MissedPings >= Options.MaxMissedPings;
        Expect(found, 26, agent.Ping.IsSet != agent.Removal.IsSet,
            $"{agent.Name} is neither pinged nor to be removed, or both");
        Expect(found, 26, isSilent || !agent.Removal.IsSet,
            $"{agent.Name} is to be removed, and answers");
        Expect(found, 27, _lost.Find(agent.Name) is null, $"{agent.Name} is registered and lost");
        Expect(found, 30, agent.Drain is null || agent.IsDrained
            || agent.Tasks.Count > 0 || HasOperations(agent), $"{agent.Name} should be drained");
        for (int i = 0; i < agent.InverseOffers.Count; i++)
        {
            ClusterFramework framework = agent.InverseOffers[i].Framework;
            bool isOnly = agent.InverseOffers.FindIndex(o => o.Framework == framework
                && string.Equals(o.Task, agent.InverseOffers[i].Task, StringComparison.Ordinal))
                == i;
            Expect(found, 28, framework.IsConnected && isOnly,
                $"{framework.Name} is asked twice, or away, to leave {agent.Name}");
        }

        foreach (ClusterExecutor executor in agent.Executors)
        {
            Expect(found, 29, executor.Agent == agent, $"{executor.Name} is elsewhere");
        }

        CheckTasks(agent, found);
        CheckHoldings(agent, found);
    }

    private void CheckTasks(ClusterAgent agent, List<InvariantViolation> found)
    {
        long last = 0;
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            bool isIn = task.Agent == agent && task.Number > last
                && _frameworkNames.GetValueOrDefault(task.Framework.Name) == task.Framework
                && task.Framework.Names.GetValueOrDefault(task.Name) == task;
            Expect(found, 21, isIn, $"{task.Name} is on {agent.Name} and not in the books");
            Expect(found, 22, task.HoldsResources != task.State.FreesResources(),
                $"{task.Name} is {task.State} and holds resources: {task.HoldsResources}");
            Expect(found, 29, task.Executor is null || (agent.Executors.Contains(task.Executor)
                && task.Executor.Framework == task.Framework), $"{task.Name}: executor elsewhere");
            last = task.Number;
        }
    }

    /// <summary>Sums up, for each framework and role on an agent, what it holds there.</summary>
    private void CheckHoldings(ClusterAgent agent, List<InvariantViolation> found)
    {
        foreach (ClusterFramework framework in _frameworks)
        {
            foreach (RoleId role in _allocator.RolesOf(framework.Id))
            {
                ResourceSet sum = HeldIn(agent, framework, role);
                ResourceSet booked = _allocator.AllocatedSetTo(framework.Id, role, agent.Id);
                Expect(found, 23, sum.Equals(booked),
                    $"{framework.Name} has {sum} on {agent.Name} under "
                    + $"{_allocator.NameOf(role)}, and {booked} in the allocator");
            }
        }
    }

    private static ResourceSet HeldIn(ClusterAgent agent, ClusterFramework framework, RoleId role)
    {
        ResourceSet sum = ResourceSet.Empty;
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (task.Framework == framework && task.Role == role && task.HoldsResources)
            {
                sum += task.Description.Resources;
            }
        }

        foreach (ClusterExecutor executor in agent.Executors)
        {
            if (executor.Framework == framework && executor.Role == role)
            {
                sum += executor.Description.Resources;
            }
        }

        return sum;
    }

    private void CheckFramework(ClusterFramework framework, List<InvariantViolation> found)
    {
        bool isIn = _allocator.TryFindFramework(framework.Name, out FrameworkId id)
            && id == framework.Id && _frameworkNames.GetValueOrDefault(framework.Name) == framework
            && framework.Names.Count == framework.Tasks.Count;
        Expect(found, 21, isIn, $"{framework.Name} is not in the books");
        Expect(found, 25, isIn && _allocator.IsActive(id) == framework.IsConnected,
            $"{framework.Name} is connected: {framework.IsConnected}, and active otherwise");
        Expect(found, 26, framework.IsConnected != framework.Failover.IsSet,
            $"{framework.Name} is connected: {framework.IsConnected}, and has a time to come back: "
            + $"{framework.Failover.IsSet}");
        Expect(found, 27, !_completedFrameworks.Contains(framework.Name),
            $"{framework.Name} has ended and is there");
        long last = 0;
        for (ClusterTask? task = framework.Tasks.First; task is not null;
            task = framework.Tasks.After(task))
        {
            Expect(found, 21, task.Framework == framework && task.Number > last,
                $"{task.Name} is not where it belongs in {framework.Name}");
            last = task.Number;
        }
    }

    private void CheckOffers(List<InvariantViolation> found)
    {
        int rows = 0;
        for (OpenOffer? offer = _offers.ByAge.First; offer is not null;
            offer = _offers.ByAge.After(offer))
        {
            rows += offer.Row >= 0 ? 1 : 0;
            bool isTheirs = offer.Row < 0 ? offer.Resources is not null
                : _allocator.FrameworkOf(offer.Row) == offer.Framework.Id
                    && _allocator.AgentOf(offer.Row) == offer.Agent.Id
                    && _allocator.RoleOf(offer.Row) == offer.Role;
            Expect(found, 24, isTheirs && _offers.Find(offer.Key) == offer
                && offer.Framework.IsConnected && offer.Agent.IsOffered,
                $"offer {offer.Key} of {offer.Agent.Name} to {offer.Framework.Name} is wrong");
        }

        Expect(found, 24, rows == _allocator.OpenOfferCount,
            $"{rows} keys, {_allocator.OpenOfferCount} offers");
    }
}
