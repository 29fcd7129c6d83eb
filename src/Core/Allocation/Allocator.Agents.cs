using System;

namespace Offers;

public sealed partial class Allocator
{
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
        if (!IsName(name))
        {
            return AllocatorStatus.InvalidName;
        }

        if (_agents.TryFind(name, out _))
        {
            return AllocatorStatus.NameTaken;
        }

        Span<long> lanes = Scratch(total);
        Span<long> nothing = _scratch.Row(1);
        nothing.Clear();
        if (!CellCanHold(lanes, nothing, nothing))
        {
            return AllocatorStatus.CellTooLarge;
        }

        Lanes.Add(_cellTotal, lanes);
        _totalIsStale = true;
        int agent = _agents.Add(name, lanes);
        _agents[agent].HasGpus = lanes[_gpuLane] > 0;
        id = _agents.IdOf(agent);
        FreeChanged(agent);
        MakeCandidate(agent);
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

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;)
        {
            int next = _holdings.Lists.NextOnAgent(h);
            ReturnHolding(h);
            h = next;
        }

        _filters.ClearAgent(agent);
        Lanes.Subtract(_cellTotal, _agents.Total(agent));
        _totalIsStale = true;
        _dirty.Remove(agent);
        _free.Remove(agent);
        _candidates.Remove(agent);
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
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        Span<long> lanes = Scratch(total);
        if (!CellCanHold(lanes, _agents.Total(id.Index), _agents.Out(id.Index)))
        {
            return AllocatorStatus.CellTooLarge;
        }

        Lanes.Subtract(_cellTotal, _agents.Total(id.Index));
        Lanes.Add(_cellTotal, lanes);
        _totalIsStale = true;
        _agents.SetTotal(id.Index, lanes);
        _agents[id.Index].HasGpus = lanes[_gpuLane] > 0;
        FreeChanged(id.Index);
        MakeCandidate(id.Index);
        return AllocatorStatus.Ok;
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
    /// Whether the cell stays within <see cref="ResourceVector.MaxAmount"/> when an agent's total
    /// changes. Each agent counts with its total or what is out, whichever is more: that bounds
    /// what anybody can hold, too, however totals shrink and agents come.
    /// </summary>
    private bool CellCanHold(
        ReadOnlySpan<long> total, ReadOnlySpan<long> oldTotal, ReadOnlySpan<long> taken)
    {
        ReadOnlySpan<long> excess = _agents.Excess;
        for (int i = 0; i < total.Length; i++)
        {
            long more = Math.Max(total[i], taken[i]) - Math.Max(oldTotal[i], taken[i]);
            if (_cellTotal[i] + excess[i] + more > ResourceVector.MaxAmount)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Restores the free set and (D1) for an agent whose free resources or state changed.
    /// </summary>
    private void FreeChanged(int agent)
    {
        if (_agents[agent].Active && _agents.IsFree(agent))
        {
            _free.Add(agent);
            _dirty.Add(agent);
        }
        else
        {
            _free.Remove(agent);
            _dirty.Remove(agent);
        }
    }

    private void MakeCandidate(int agent)
    {
        _candidates.Add(agent);
        _runIsPending = true;
    }

    private void MakeAllCandidates()
    {
        _allAreCandidates = true;
        _runIsPending = true;
    }
}
