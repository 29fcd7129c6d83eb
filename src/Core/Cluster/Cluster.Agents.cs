using System;
using System.Collections.Generic;

namespace Offers;

/// <content>How agents come and what they say (semantics 2.8).</content>
public sealed partial class Cluster
{
    private ClusterStatus Report(AgentReport report)
    {
        if (report is RegisterAgent register)
        {
            // Who registers anew under a known name has forgotten everything.
            return Admit(new ReregisterAgent(register.Profile, register.Connection, []));
        }

        if (report is ReregisterAgent reregister)
        {
            return Admit(reregister);
        }

        if (!_agentNames.TryGetValue(report.Agent, out ClusterAgent? agent))
        {
            return TellStranger(report);
        }

        return report switch
        {
            ReportUpdate update => Update(update, agent),
            AnswerPing => Pong(agent),
            ReportExecutorExit exit => Exited(exit, agent),
            ReportOperation operation => Operation(operation, agent),
            DisconnectAgent disconnect => Disconnect(disconnect, agent),
            UnregisterAgent => Unregister(agent),
            ReportRevocable revocable => Estimate(revocable, agent),
            ReportTotal total => Recount(total, agent),
            _ => throw new ArgumentException("no such report", nameof(report)),
        };
    }

    /// <summary>Who speaks unregistered is told to register; who is gone, to end.</summary>
    private ClusterStatus TellStranger(AgentReport report)
    {
        bool isGone = _lost.Find(report.Agent) is { State: LostAgentState.Gone };
        if (report is not (DisconnectAgent or UnregisterAgent))
        {
            _out.Add(new ClusterMessage
            {
                Kind = isGone ? MessageKind.ShutDownAgent : MessageKind.AgentForgotten,
                Agent = report.Agent,
            });
        }

        return isGone ? ClusterStatus.AgentGone : ClusterStatus.UnknownAgent;
    }

    private ClusterStatus Admit(ReregisterAgent report)
    {
        AgentProfile profile = report.Profile;
        ClusterAgent? known = _agentNames.GetValueOrDefault(profile.Id);
        if (known is { IsConnected: true } && known.Connection == report.Connection)
        {
            // It asks again because the answer is under way; what was sent to it since is, too.
            return Welcome(known);
        }

        ClusterStatus status = CheckAgent(report, known);
        if (status == ClusterStatus.Ok)
        {
            status = known is null ? Enter(report) : Again(report, known);
        }

        if (status != ClusterStatus.Ok)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.AgentRefused,
                Agent = profile.Id,
                Connection = report.Connection,
                Status = status,
            });
            return status;
        }

        return Done(Durability.Synced);
    }

    private ClusterStatus CheckAgent(ReregisterAgent report, ClusterAgent? known)
    {
        AgentProfile profile = report.Profile;
        LostAgent? lost = _lost.Find(profile.Id);
        string? hostname = known?.Hostname ?? lost?.Hostname;
        string own = profile.Hostname ?? profile.Id;
        return !IsName(profile.Id) ? ClusterStatus.InvalidName
            : report.Connection < 1 || profile.ResourceVersion < 0 || !AreStatesValid(report)
                ? ClusterStatus.InvalidValue
            : !AreRolesValid(report) ? ClusterStatus.InvalidRoles
            : lost is { State: LostAgentState.Gone } ? ClusterStatus.AgentGone
            : IsDown(own) ? ClusterStatus.HostDown
            : hostname is not null && !string.Equals(hostname, own, StringComparison.Ordinal)
                ? ClusterStatus.HostnameChanged
            : Options.Allocator.Domain is not null && profile.Domain is null
                ? ClusterStatus.DomainMissing
            : profile.Version < Options.LeastAgentVersion ? ClusterStatus.AgentTooOld
            : ClusterStatus.Ok;
    }

    private static bool AreStatesValid(ReregisterAgent report)
    {
        bool areValid = true;
        foreach (ReportedTask task in report.Tasks.AsSpan())
        {
            areValid &= task.State.IsSeenByAgents() && task.UpdateState?.IsSeenByAgents() != false;
        }

        return areValid;
    }

    private static bool AreRolesValid(ReregisterAgent report)
    {
        bool areValid = true;
        foreach (ReportedTask task in report.Tasks.AsSpan())
        {
            areValid &= RoleName.IsValid(task.Role);
        }

        foreach (ReportedExecutor executor in report.Executors.AsSpan())
        {
            areValid &= RoleName.IsValid(executor.Role);
        }

        return areValid;
    }

    /// <summary>An agent that is not registered: new, or back from far away.</summary>
    private ClusterStatus Enter(ReregisterAgent report)
    {
        AgentProfile profile = report.Profile;
        AddAgent add = new(profile.Id, profile.Resources)
        {
            Attributes = profile.Attributes,
            Hostname = profile.Hostname,
            Capabilities = profile.Capabilities,
            Domain = profile.Domain,
        };
        AllocatorStatus status = _allocator.Apply(add, _now);
        if (status != AllocatorStatus.Ok)
        {
            return StatusOf(status);
        }

        _allocator.TryFindAgent(profile.Id, out AgentId id);
        ClusterAgent agent = new(profile, id);
        _agents.Add(agent);
        _agentNames.Add(agent.Name, agent);
        LostAgent? lost = _lost.Find(agent.Name);
        agent.IsDeactivated = lost?.IsDeactivated ?? false;
        bool isDraining = report.IsDraining && lost is not { IsDrainKnown: true };
        agent.Drain = lost?.Drain ?? (isDraining ? new DrainOrder(null, false) : null);
        _lost.Remove(agent.Name);
        PlanMaintenance(agent);
        Connect(agent, report);
        return ClusterStatus.Ok;
    }

    /// <summary>An agent that the books have already.</summary>
    private ClusterStatus Again(ReregisterAgent report, ClusterAgent agent)
    {
        AllocatorStatus status = _allocator.Apply(
            new UpdateAgent(agent.Name)
            {
                Resources = report.Profile.Resources,
                Attributes = report.Profile.Attributes,
                Capabilities = report.Profile.Capabilities,
            },
            _now);
        if (status != AllocatorStatus.Ok)
        {
            return StatusOf(status);
        }

        RescindAllOn(agent, RescindReason.AgentDisconnected);
        agent.Profile = report.Profile;
        Connect(agent, report);
        return ClusterStatus.Ok;
    }

    private void Connect(ClusterAgent agent, ReregisterAgent report)
    {
        agent.Connection = report.Connection;
        agent.MissedPings = 0;
        agent.AwaitsPong = false;
        _timers.Cancel(agent.Removal);
        Welcome(agent);
        TakeFrameworks(report, agent);
        EndCompleted(report, agent);
        TakeExecutors(report, agent);
        TakeTasks(report, agent);
        TakeOperations(report, agent);
        RestoreOffering(agent);
        _timers.Set(agent.Ping, _now);
        ContinueDrain(agent);
    }

    private ClusterStatus Welcome(ClusterAgent agent)
    {
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.AgentAdmitted,
            Agent = agent.Name,
            Connection = agent.Connection,
            IsDraining = agent.Drain is not null,
        });
        return ClusterStatus.Ok;
    }

    private void RestoreOffering(ClusterAgent agent)
    {
        if (agent.IsOffered)
        {
            _allocator.ActivateAgent(agent.Id, _now);
        }
        else
        {
            _allocator.DeactivateAgent(agent.Id, _now);
        }
    }

    /// <summary>Frameworks that nobody but this agent knows are known again, inactive.</summary>
    private void TakeFrameworks(ReregisterAgent report, ClusterAgent agent)
    {
        foreach (FrameworkProfile profile in report.Frameworks.AsSpan())
        {
            if (!_completedFrameworks.Contains(profile.Id)
                && !_frameworkNames.ContainsKey(profile.Id))
            {
                Join(profile, connection: 0);
            }
        }
    }

    /// <summary>The agent ends what it has of frameworks that have ended: once for each.</summary>
    private void EndCompleted(ReregisterAgent report, ClusterAgent agent)
    {
        foreach (string name in _completedFrameworks)
        {
            bool isThere = false;
            foreach (FrameworkProfile profile in report.Frameworks.AsSpan())
            {
                isThere |= string.Equals(profile.Id, name, StringComparison.Ordinal);
            }

            foreach (ReportedTask task in report.Tasks.AsSpan())
            {
                isThere |= string.Equals(task.Framework, name, StringComparison.Ordinal);
            }

            foreach (ReportedExecutor executor in report.Executors.AsSpan())
            {
                isThere |= string.Equals(executor.Framework, name, StringComparison.Ordinal);
            }

            if (isThere)
            {
                Order(agent, MessageKind.ShutDownFramework, name);
            }
        }
    }

    private void TakeExecutors(ReregisterAgent report, ClusterAgent agent)
    {
        List<ClusterExecutor> missing = new(agent.Executors);
        foreach (ReportedExecutor reported in report.Executors.AsSpan())
        {
            ClusterFramework? framework = _frameworkNames.GetValueOrDefault(reported.Framework);
            if (framework is null)
            {
                continue;
            }

            ClusterExecutor? executor = agent.FindExecutor(framework, reported.Description.Name);
            if (executor is not null)
            {
                missing.Remove(executor);
                continue;
            }

            RoleId role = _allocator.Role(reported.Role);
            agent.Executors.Add(
                new ClusterExecutor(framework, agent, reported.Description, role));
            _allocator.Claim(
                framework.Id, reported.Role, agent.Id, reported.Description.Resources, _now);
        }

        foreach (ClusterExecutor executor in missing)
        {
            RemoveExecutor(executor);
        }
    }
}
