using System;
using System.Collections.Generic;

namespace Offers;

/// <content>Messages as values that stand for themselves.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// What a scheduler receives. To be asked while the effects that hold the message are valid.
    /// </summary>
    /// <exception cref="ArgumentException">The message is for an agent.</exception>
    public SchedulerEvent EventOf(in ClusterMessage message) => message.Kind switch
    {
        MessageKind.Subscribed => new FrameworkSubscribed(),
        MessageKind.Offered => OfferOf(in message),
        MessageKind.Rescinded => new OfferRescinded(message.Offer, message.Cause),
        MessageKind.InverseOffered =>
            new InverseOfferReceived(message.Offer, message.Agent!, message.When)
            {
                Task = message.Name,
            },
        MessageKind.InverseRescinded => new InverseOfferRescinded(message.Offer),
        MessageKind.TaskUpdated => UpdateOf(in message),
        MessageKind.OperationUpdated => new OperationUpdated(message.Name!, message.OperationState)
        {
            Agent = message.Agent,
            Violation = message.OperationViolation,
            Update = message.Update,
        },
        MessageKind.OfferConflicted =>
            new OfferConflicted(message.Offer, (ResourceSet)message.Body!),
        MessageKind.AgentLost => new AgentFailed(message.Agent!),
        MessageKind.ExecutorLost =>
            new ExecutorFailed(message.Agent!, message.Name!, message.ExitStatus),
        MessageKind.FrameworkError => new CallRefused(message.Status),
        _ => throw new ArgumentException($"{message.Kind} is for agents", nameof(message)),
    };

    private static TaskUpdated UpdateOf(in ClusterMessage message) =>
        new(message.Name!, message.State)
        {
            Agent = message.Agent,
            Reason = message.Reason,
            Violation = message.Violation,
            Source = message.Source,
            Update = message.Update,
            Message = message.Body as string,
            IsHealthy = message.IsHealthy,
            UnreachableSince = message.When == default ? null : message.When,
        };

    private OfferReceived OfferOf(in ClusterMessage message)
    {
        AgentProfile profile = (AgentProfile)message.Body!;
        List<string> executors = [];
        if (_agentNames.TryGetValue(profile.Id, out ClusterAgent? agent))
        {
            foreach (ClusterExecutor executor in agent.Executors)
            {
                if (string.Equals(
                    executor.Framework.Name, message.Framework, StringComparison.Ordinal))
                {
                    executors.Add(executor.Name);
                }
            }
        }

        return new OfferReceived(
            message.Offer, profile.Id, message.Role!,
            _allocator.Outbox.ResourceSetOf(message.Place))
        {
            Hostname = profile.Hostname ?? profile.Id,
            Attributes = profile.Attributes,
            Domain = profile.Domain,
            Executors = [.. executors],
            Unavailable = agent is null ? null : _allocator.MaintenanceOf(agent.Id),
        };
    }

    /// <summary>
    /// The plain scalars of an offer, without allocating; all there is when the agent has neither
    /// reservations nor ports nor the like. To be asked while the effects are valid.
    /// </summary>
    /// <exception cref="ArgumentException">The message is no offer.</exception>
    public ResourceVector ResourcesOf(in ClusterMessage message) =>
        message.Kind == MessageKind.Offered
            ? _allocator.Outbox.ResourcesOf(message.Place)
            : throw new ArgumentException($"{message.Kind} is no offer", nameof(message));

    /// <summary>
    /// What an agent receives. To be asked while the effects that hold the message are valid.
    /// </summary>
    /// <exception cref="ArgumentException">The message is for a scheduler.</exception>
    public AgentInstruction InstructionOf(in ClusterMessage message) => message.Kind switch
    {
        MessageKind.AgentAdmitted => new AgentAdmitted(message.IsDraining),
        MessageKind.AgentRefused => new AgentRefused(message.Status),
        MessageKind.AgentForgotten => new AgentForgotten(),
        MessageKind.Ping => new PingReceived(),
        MessageKind.Launch => new LaunchReceived(
            ProfileOf(message.Framework!), message.Role!, (TaskDescription)message.Body!),
        MessageKind.LaunchGroup => new LaunchGroupReceived(
            ProfileOf(message.Framework!), message.Role!, (LaunchGroup)message.Body!),
        MessageKind.Kill => new KillReceived(message.Framework!, message.Name!, message.Grace)
        {
            Reason = message.Reason,
        },
        MessageKind.UpdateAcknowledged => new UpdateAcknowledged(
            message.Framework!, message.Name!, message.Update),
        MessageKind.ShutDownExecutor => new ExecutorShutDown(message.Framework!, message.Name!),
        MessageKind.ShutDownFramework => new FrameworkShutDown(message.Framework!),
        MessageKind.ApplyOperation => new OperationReceived(
            message.Framework, (OfferOperation)message.Body!)
        {
            ResourceVersion = _agentNames[message.Agent!].Profile.ResourceVersion,
        },
        MessageKind.OperationAcknowledged => new OperationAcknowledged(
            message.Framework!, message.Name!, message.Update),
        MessageKind.Drain => new DrainReceived(message.Grace),
        MessageKind.ShutDownAgent => new AgentShutDown(),
        _ => throw new ArgumentException($"{message.Kind} is for schedulers", nameof(message)),
    };

    private FrameworkProfile ProfileOf(string framework) => _frameworkNames[framework].Profile;
}
