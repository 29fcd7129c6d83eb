using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    private readonly UnclaimedUses _uses = new();
    private readonly IndexSet _markedAgents = new();
    private readonly Portion _total;

    /// <summary>
    /// Adds an active agent and asks for a run over it. Amortised O(1); the shares of all are
    /// recomputed once at the next run, because the cell's total changed.
    /// </summary>
    /// <param name="name">
    /// External name, unique among live agents; the last tie-break of orders.
    /// </param>
    /// <param name="total">All its resources; may be zero.</param>
    /// <param name="now">The time; not earlier than that of any earlier command.</param>
    /// <param name="id">The new agent, when accepted.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.InvalidName"/>, <see cref="AllocatorStatus.NameTaken"/> or
    /// <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus AddAgent(
        string name, in ResourceVector total, Timestamp now, out AgentId id)
    {
        Enter(now);
        id = default;
        AllocatorStatus status = CheckNewAgent(name, _total.Load(total));
        if (status == AllocatorStatus.Ok)
        {
            int agent = InsertAgent(name);
            id = _agents.IdOf(agent);
            AgentJoined(agent);
        }

        return status;
    }

    /// <summary>
    /// Adds an active agent with all that it says of itself, and asks for a run over it. What it
    /// reports as used counts as allocated; the part of frameworks that are not known yet counts in
    /// no share until they are added (as in Mesos).
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.InvalidName"/>, <see cref="AllocatorStatus.NameTaken"/>,
    /// <see cref="AllocatorStatus.InvalidRole"/> (of a use) or
    /// <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox. O(uses).
    /// </returns>
    public AllocatorStatus AddAgent(
        AgentDescription description, Timestamp now, out AgentId id)
    {
        ArgumentNullException.ThrowIfNull(description);
        Enter(now);
        id = default;
        AllocatorStatus status = CheckUses(description);
        if (status == AllocatorStatus.Ok)
        {
            _total.Load(description.Total);
            status = CheckNewAgent(description.Name, _total, UsedBy(description));
        }

        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        int agent = InsertAgent(description.Name);
        ref AgentTable.Label label = ref _agents.LabelOf(agent);
        label.Hostname = description.Hostname ?? description.Name;
        label.Attributes = description.Attributes;
        label.Domain = description.Domain;
        label.Capabilities = description.Capabilities;
        RestoreTraits(agent);
        RestoreListed(agent);
        id = _agents.IdOf(agent);
        if (description.UnavailableFrom is { } start)
        {
            _maintenance.Schedule(agent, start);
        }

        foreach (ReportedUse use in description.Used)
        {
            TakeReported(agent, use);
        }

        AgentJoined(agent);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Removes an agent with everything on it: its open offers are rescinded, what frameworks have
    /// allocated there leaves their shares (MESOS-621), its filters are gone. No run.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownAgent"/>. One <see cref="EffectKind.Rescinded"/> for
    /// each open offer appears in the outbox. O(offers, allocations and filters on the agent).
    /// </returns>
    public AllocatorStatus RemoveAgent(AgentId id, Timestamp now)
    {
        Enter(now);
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        bool wasPending = _runIsPending;
        int agent = id.Index;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0;
            o = _offers.Lists.FirstOnAgent(agent))
        {
            Withdraw(o, RescindCause.AgentRemoved);
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.FirstOnAgent(agent))
        {
            ReturnHolding(h);
        }

        _uses.RemoveAgent(id);
        _filters.ClearAgent(agent);
        _maintenance.Clear(agent);
        CountTotal(agent, -1);
        _agents.ForgetClaims(agent);
        _dirty.Remove(agent);
        _free.Remove(agent);
        _candidates.Remove(agent);
        _markedAgents.Remove(agent);
        _agents.Remove(agent);

        // What came back is gone with its machine: with AllocateOnReturn, too, nothing asks for a
        // run.
        _runIsPending = wasPending;
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Sets an agent's total and asks for a run over it. The total may fall below what is out: then
    /// nothing is free there until enough has come back (over-allocation is legal). What is out
    /// beyond the total still counts against the largest cell.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/> or
    /// <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus UpdateAgent(AgentId id, in ResourceVector total, Timestamp now)
    {
        Enter(now);
        return UpdateTotal(id, _total.Load(total), asksForRun: true);
    }

    /// <summary>
    /// Changes what an agent says of itself; a change that matters asks for a run over it. New
    /// attributes clear all refuse filters and inverse-offer filters on it.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/> or
    /// <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus UpdateAgent(AgentId id, AgentUpdate update, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(update);
        Enter(now);
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        bool changed = false;
        if (update.Total is { } total && !TotalOf(id.Index).Equals(total))
        {
            AllocatorStatus status = UpdateTotal(id, _total.Load(total), asksForRun: false);
            if (status != AllocatorStatus.Ok)
            {
                return status;
            }

            changed = true;
        }

        changed |= UpdateLabel(id.Index, update);
        if (changed)
        {
            FreeChanged(id.Index);
            MakeCandidate(id.Index);
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Adds the resources of a provider to an agent's total, and what is in use of them. No run.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>, <see cref="AllocatorStatus.InvalidRole"/>
    /// (of a use) or <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus AddProvider(
        AgentId id, ResourceSet resources, ReadOnlySpan<ReportedUse> used, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Enter(now);
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        foreach (ReportedUse use in used)
        {
            if (!RoleName.IsValid(use.Role))
            {
                return AllocatorStatus.InvalidRole;
            }
        }

        if (!TryAdd(TotalOf(id.Index), resources, out ResourceSet total))
        {
            return AllocatorStatus.CellTooLarge;
        }

        AllocatorStatus status = UpdateTotal(id, _total.Load(total), asksForRun: false);
        for (int i = 0; i < used.Length && status == AllocatorStatus.Ok; i++)
        {
            TakeReported(id.Index, used[i]);
        }

        return status;
    }

    /// <summary>
    /// Stops offering an agent's resources. Its total still counts in every share; open offers stay
    /// open.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownAgent"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus DeactivateAgent(AgentId id, Timestamp now) => SetActive(id, false, now);

    /// <summary>
    /// Offers an agent's resources again, from the next batch on (no run, as in Mesos).
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownAgent"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus ActivateAgent(AgentId id, Timestamp now) => SetActive(id, true, now);

    private AllocatorStatus SetActive(AgentId id, bool active, Timestamp now)
    {
        Enter(now);
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        _agents[id.Index].Active = active;
        FreeChanged(id.Index);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Offers only agents with these host names from now on; null offers all. No run. O(agents).
    /// </summary>
    /// <param name="hosts">The host names, or null for no whitelist.</param>
    /// <param name="now">The time.</param>
    public void SetWhitelist(IReadOnlyCollection<string>? hosts, Timestamp now)
    {
        Enter(now);
        _whitelist = hosts is null ? null : new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (string host in hosts ?? [])
        {
            _whitelist![host] = true;
        }

        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                RestoreListed(agent);
                FreeChanged(agent);
            }
        }
    }
}
