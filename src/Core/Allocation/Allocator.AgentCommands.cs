namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// An agent with all that it says of itself. What it reports as used counts as allocated; the
    /// part of frameworks that are not known yet counts in no share until they come (as in Mesos).
    /// </summary>
    private AllocatorStatus Add(AddAgent command, Timestamp now)
    {
        AllocatorStatus status = CheckUses(command.Used);
        _total.Load(command.Resources);
        AllocatorStatus own = CheckNewAgent(command.Id, _total, SumOf(command.Used));
        status = own == AllocatorStatus.Ok || (status != AllocatorStatus.Ok && status < own)
            ? status
            : own;
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        int agent = InsertAgent(command.Id);
        ref AgentTable.Label label = ref _agents.LabelOf(agent);
        label.Hostname = command.Hostname ?? command.Id;
        label.Attributes = command.Attributes;
        label.Domain = command.Domain;
        label.Capabilities = command.Capabilities;
        RestoreTraits(agent);
        RestoreListed(agent);
        if (command.UnavailabilityStart is { } start)
        {
            _maintenance.Schedule(agent, now + start);
        }

        foreach (UsedResources use in command.Used)
        {
            TakeReported(agent, use);
        }

        AgentJoined(agent);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// The provider's resources join the agent's total, and what is in use of them.
    /// </summary>
    private AllocatorStatus Add(AddProvider command)
    {
        if (!_agents.TryFind(command.Agent, out int agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        AllocatorStatus status = CheckUses(command.Used);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        if (!TryAdd(TotalOf(agent), command.Resources, out ResourceSet total))
        {
            return AllocatorStatus.CellTooLarge;
        }

        status = UpdateTotal(_agents.IdOf(agent), _total.Load(total), asksForRun: false);
        for (int i = 0; i < command.Used.Count && status == AllocatorStatus.Ok; i++)
        {
            TakeReported(agent, command.Used[i]);
        }

        FreeChanged(agent);
        return status;
    }

    /// <summary>
    /// A change that matters asks for a run over the agent; new attributes clear all filters on it.
    /// </summary>
    private AllocatorStatus Update(UpdateAgent command)
    {
        if (!_agents.TryFind(command.Id, out int agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        bool changed = false;
        if (command.Resources is { } total && !TotalOf(agent).Equals(total))
        {
            AllocatorStatus status = UpdateTotal(
                _agents.IdOf(agent), _total.Load(total), asksForRun: false);
            if (status != AllocatorStatus.Ok)
            {
                return status;
            }

            changed = true;
        }

        changed |= UpdateLabel(agent, command);
        if (changed)
        {
            FreeChanged(agent);
            MakeCandidate(agent);
        }

        return AllocatorStatus.Ok;
    }
}
