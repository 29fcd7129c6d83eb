using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    private Dictionary<string, bool>? _whitelist;

    // The same in order.
    private ValueList<string>? _whitelisted;

    private AllocatorStatus CheckNewAgent(string name, Portion total) =>
        CheckNewAgent(name, total, default);

    private AllocatorStatus CheckNewAgent(string name, Portion total, in ResourceVector used)
    {
        if (!IsName(name))
        {
            return AllocatorStatus.InvalidName;
        }

        if (_agents.TryFind(name, out _))
        {
            return AllocatorStatus.NameTaken;
        }

        Span<long> wanted = Scratch(used);
        QuantitiesOf(total, _amounts);
        Lanes.Add(wanted, _amounts);
        Span<long> nothing = _scratch.Row(1);
        nothing.Clear();
        return CellCanHold(wanted, nothing, nothing)
            ? AllocatorStatus.Ok
            : AllocatorStatus.CellTooLarge;
    }

    private int InsertAgent(string name)
    {
        int agent = _agents.Add(name, _total.Plain);
        _agents.SetMarked(agent, _total.Marked);
        RestoreMarked(agent);
        CountTotal(agent, 1);
        RestoreTraits(agent);
        RestoreListed(agent);
        return agent;
    }

    private void AgentJoined(int agent)
    {
        FreeChanged(agent);
        if (IsPaused && _allAreCandidates)
        {
            _lateComers.Add(agent);
        }

        MakeCandidate(agent);
        AgentCounted();
    }

    private AllocatorStatus UpdateTotal(AgentId id, Portion total, bool asksForRun)
    {
        if (!_agents.IsValid(id))
        {
            return AllocatorStatus.UnknownAgent;
        }

        int agent = id.Index;
        Span<long> wanted = _scratch.Row(0);
        QuantitiesOf(total, wanted);
        Span<long> old = _scratch.Row(1);
        QuantitiesOfTotal(agent, old);
        if (!CellCanHold(wanted, old, _agents.Out(agent)))
        {
            return AllocatorStatus.CellTooLarge;
        }

        SetTotal(agent, total);
        FreeChanged(agent);
        if (asksForRun)
        {
            MakeCandidate(agent);
        }

        return AllocatorStatus.Ok;
    }

    private void SetTotal(int agent, Portion total)
    {
        CountTotal(agent, -1);
        _agents.SetTotal(agent, total.Plain);
        _agents.SetMarked(agent, total.Marked);
        RestoreMarked(agent);
        CountTotal(agent, 1);
        RestoreTraits(agent);
    }

    private void QuantitiesOfTotal(int agent, Span<long> quantities)
    {
        _agents.Total(agent).CopyTo(quantities);
        if (_agents[agent].IsMarked)
        {
            _agents.Marks(agent).Total.AddQuantitiesTo(quantities);
        }
    }

    private bool UpdateLabel(int agent, UpdateAgent update)
    {
        ref AgentTable.Label label = ref _agents.LabelOf(agent);
        bool changed = false;
        if (update.Hostname is { } hostname
            && !string.Equals(hostname, label.Hostname, StringComparison.Ordinal))
        {
            label.Hostname = hostname;
            RestoreListed(agent);
            changed = true;
        }

        if (update.Capabilities is { } capabilities && capabilities != label.Capabilities)
        {
            label.Capabilities = capabilities;
            RestoreTraits(agent);
            changed = true;
        }

        if (update.Attributes is { } attributes && !attributes.Equals(label.Attributes))
        {
            label.Attributes = attributes;
            _filters.ClearAgent(agent);
            _maintenance.ClearFilters(agent);
            changed = true;
        }

        return changed;
    }

    private void RestoreTraits(int agent)
    {
        ref AgentTable.Label label = ref _agents.LabelOf(agent);
        Span<long> total = _scratch.Row(1);
        QuantitiesOfTotal(agent, total);
        AgentTraits traits = AgentTraits.None;
        traits |= Options.FilterGpuAgents && total[_gpuLane] > 0
            ? AgentTraits.HasGpus
            : AgentTraits.None;
        traits |= Options.Domain is { } own && label.Domain is { } domain
            && !string.Equals(domain.Region, own.Region, StringComparison.Ordinal)
            ? AgentTraits.OtherRegion
            : AgentTraits.None;
        traits |= label.Capabilities.HasFlag(AgentCapabilities.MultiRole)
            ? AgentTraits.None
            : AgentTraits.NotMultiRole;
        traits |= label.Capabilities.HasFlag(AgentCapabilities.HierarchicalRole)
            ? AgentTraits.None
            : AgentTraits.NotHierarchical;
        _agents[agent].Traits = traits;
    }

    private void RestoreListed(int agent) => _agents[agent].Listed =
        _whitelist is null || _whitelist.ContainsKey(_agents.LabelOf(agent).Hostname);

    private void RestoreMarked(int agent)
    {
        if (_agents[agent].IsMarked)
        {
            _markedAgents.Add(agent);
        }
        else
        {
            _markedAgents.Remove(agent);
        }
    }

    /// <summary>An agent's total as one value.</summary>
    private ResourceSet TotalOf(int agent) => ResourceSet.From(
        Schema,
        ResourceVector.FromLanes(_agents.Total(agent)),
        _agents[agent].IsMarked ? _agents.Marks(agent).Total : null);

    /// <summary>
    /// Whether the cell stays within <see cref="ResourceVector.MaxAmount"/> when an agent's total
    /// changes. Each agent counts with its total or what is out, whichever is more, and items that
    /// are out once more: that bounds what anybody can hold, however totals shrink and agents come.
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

    private static bool TryAdd(ResourceSet left, ResourceSet right, out ResourceSet sum)
    {
        try
        {
            sum = left + right;
            return true;
        }
        catch (OverflowException)
        {
            sum = ResourceSet.Empty;
            return false;
        }
    }

    /// <summary>
    /// Restores the free set and (D1) for an agent whose free resources or state changed.
    /// </summary>
    private void FreeChanged(int agent)
    {
        if (_agents[agent].IsOfferable && _agents.IsFree(agent))
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

    /// <summary>Asks for a run over an agent; while paused, nothing is asked for (Mesos).</summary>
    private void MakeCandidate(int agent)
    {
        if (!IsPaused)
        {
            _candidates.Add(agent);
            _lateComers.Remove(agent);
            _runIsPending = true;
        }
    }

    private void MakeAllCandidates()
    {
        if (!IsPaused)
        {
            _allAreCandidates = true;
            _lateComers.Clear();
            _runIsPending = true;
        }
    }
}
