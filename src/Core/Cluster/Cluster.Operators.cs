using System;
using System.Collections.Generic;

namespace Offers;

/// <content>What operators and the host itself ask for (semantics 2.8, 2.9 and 4).</content>
public sealed partial class Cluster
{
    private ClusterStatus Operate(ClusterCommand command) => command switch
    {
        DisconnectFramework disconnect => Disconnect(disconnect),
        SetQuotas quotas => Set(quotas),
        SetWeights weights => Set(weights),
        SetHosts hosts => Set(hosts),
        RescindOffers rescind => Rescind(rescind),
        OperateAgent operate => Operate(operate),
        Preempt preempt => Preempt(preempt),
        WithdrawPreemption withdraw => Withdraw(withdraw),
        RestartMaster restart => Restart(restart),
        ExpectAgents expect => Expect(expect),
        _ => OperateAgents(command),
    };

    private ClusterStatus OperateAgents(ClusterCommand command) => command switch
    {
        DrainAgent drain => Drain(drain),
        SetAgentOffering offering => Set(offering),
        MarkAgentGone gone => MarkGone(gone.Agent),
        ScheduleMaintenance schedule => Schedule(schedule),
        StartMaintenance start => Start(start),
        EndMaintenance end => End(end),
        _ => throw new ArgumentException("no such command", nameof(command)),
    };

    private ClusterStatus Set(SetWeights command)
    {
        AllocatorStatus status = _allocator.Apply(new UpdateWeights(command.Weights), _now);
        if (status != AllocatorStatus.Ok)
        {
            return StatusOf(status);
        }

        RescindAll(RescindReason.WeightsChanged);
        return Done(Durability.Synced);
    }

    private ClusterStatus Set(SetHosts command)
    {
        _allocator.SetWhitelist(command.Hosts, _now);
        return Done(Durability.Synced);
    }

    private ClusterStatus Rescind(RescindOffers command)
    {
        foreach (OfferKey key in command.Offers.AsSpan())
        {
            if (_offers.Find(key) is { } offer)
            {
                Rescind(offer, RescindReason.Requested);
                Changed(Durability.Lazy);
            }
        }

        return ClusterStatus.Ok;
    }

    /// <summary>
    /// Nobody is connected, no offer is open; agents have their time, frameworks have theirs.
    /// </summary>
    private ClusterStatus Restart(RestartMaster command)
    {
        if (command.Incarnation <= _offers.Incarnation)
        {
            return ClusterStatus.InvalidValue;
        }

        DropWaiting(framework: null, connection: 0);
        foreach (ClusterFramework framework in _frameworks)
        {
            bool wasConnected = framework.IsConnected;
            Disconnect(framework);
            if (wasConnected)
            {
                _timers.Set(framework.Failover, _now + TimeToReturn(framework));
            }
        }

        foreach (ClusterAgent agent in _agents)
        {
            Disconnect(agent);
            _timers.Cancel(agent.Removal);
            agent.MissedPings = Options.MaxMissedPings;
            agent.AwaitsPong = false;
            _timers.Set(agent.Ping, _now + Options.ReregistrationTimeout);
        }

        FinishDrains();
        _offers.Incarnation = command.Incarnation;
        _nextBatch = _now + Options.Allocator.Interval;
        _allocator.ExpectAgents(_agents.Count, _now);
        return Done(Durability.Synced);
    }

    private ClusterStatus Expect(ExpectAgents command)
    {
        foreach (string name in command.Agents.AsSpan())
        {
            if (!IsName(name))
            {
                return ClusterStatus.InvalidName;
            }
        }

        foreach (string name in command.Agents.AsSpan())
        {
            if (!_agentNames.ContainsKey(name) && _lost.Find(name) is null)
            {
                _lost.Add(new LostAgent(name, LostAgentState.Expected, _now));
            }
        }

        _timers.Set(_expected, _now + Options.ReregistrationTimeout);
        _allocator.ExpectAgents(command.Agents.Count, _now);
        return Done(Durability.Synced);
    }

    /// <summary>
    /// An operator's operations on free resources: all or none. Offers on the agent are withdrawn,
    /// the oldest first, until what is free suffices.
    /// </summary>
    private ClusterStatus Operate(OperateAgent command)
    {
        if (!_agentNames.TryGetValue(command.Agent, out ClusterAgent? agent))
        {
            return ClusterStatus.UnknownAgent;
        }

        if (!agent.IsConnected)
        {
            return ClusterStatus.AgentDisconnected;
        }

        List<Conversion> conversions = [];
        foreach (OfferOperation operation in command.Operations.AsSpan())
        {
            OperationRules rules = new(command.Principal, role: null,
                agent.Profile.Capabilities, FrameworkCapabilities.SharedResources);
            if (operation is LaunchTasks or LaunchGroup || operation.Id is not null
                || rules.Check(operation, out Conversion? conversion) != OperationViolation.None
                || (operation is CreateVolumes create && AnyVolumeExists(create.Volumes, agent))
                || (operation is DestroyVolumes destroy && IsUsed(destroy.Volumes, agent)))
            {
                return ClusterStatus.OperationRefused;
            }

            conversions.Add(conversion!);
        }

        return FreeAndConvert(agent, conversions, command.Operations);
    }

    private ClusterStatus FreeAndConvert(
        ClusterAgent agent, List<Conversion> conversions, ValueList<OfferOperation> operations)
    {
        Conversion[] all = [.. conversions];
        if (!CanConvert(agent, all))
        {
            return ClusterStatus.OperationRefused;
        }

        AllocatorStatus status = _allocator.ConvertFree(agent.Id, all, _now);
        while (status == AllocatorStatus.NotFree && agent.Offers.First is { } oldest)
        {
            Rescind(oldest, RescindReason.OperatorOperation);
            status = _allocator.ConvertFree(agent.Id, all, _now);
        }

        if (status != AllocatorStatus.Ok)
        {
            return ClusterStatus.OperationRefused;
        }

        foreach (OfferOperation operation in operations.AsSpan())
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.ApplyOperation,
                Agent = agent.Name,
                Connection = agent.Connection,
                Body = operation,
            });
        }

        return Done(Durability.Synced);
    }

    /// <summary>Whether it would work with all offers of the agent withdrawn.</summary>
    private bool CanConvert(ClusterAgent agent, Conversion[] conversions)
    {
        ResourceSet held = _allocator.FreeSetOn(agent.Id);
        for (OpenOffer? offer = agent.Offers.First; offer is not null;
            offer = agent.Offers.After(offer))
        {
            held += offer.Row < 0 ? ResourceSet.Empty : _allocator.SetOf(offer.Row);
        }

        foreach (Conversion conversion in conversions)
        {
            if (!held.Contains(conversion.Consumed))
            {
                return false;
            }

            held = held - conversion.Consumed + conversion.Converted;
        }

        return true;
    }
}
