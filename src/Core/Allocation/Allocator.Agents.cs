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
            int client = _offers.Lists.ClientOf(o);
            Withdraw(o, RescindCause.AgentRemoved);
            Untrack(client);
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.FirstOnAgent(agent))
        {
            int client = _holdings.Lists.ClientOf(h);
            ReturnHolding(h);
            Untrack(client);
        }

        _uses.RemoveAgent(id);
        _filters.ClearAgent(agent);
        _maintenance.Clear(agent);
        CountTotal(agent, -1);
        _agents.ForgetClaims(agent);
        _dirty.Remove(agent);
        _free.Remove(agent);
        _candidates.Remove(agent);
        _lateComers.Remove(agent);
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

        _whitelisted = hosts is null ? null : SortedOnce(hosts);

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
