using System;
using System.Collections.Generic;

namespace Offers;

/// <content>RESERVE and the like on accepted offers (semantics 2.3).</content>
public sealed partial class Cluster
{
    /// <summary>Volumes that this accept has resized; null for none.</summary>
    private List<ResourceIdentity>? _resized;

    private void Convert(OfferOperation operation, in AcceptContext context)
    {
        OperationViolation violation = CheckFeedback(operation, in context);
        Conversion? conversion = null;
        if (violation == OperationViolation.None)
        {
            OperationRules rules = new(context.Framework.Profile.Principal,
                _allocator.NameOf(context.Role), context.Agent.Profile.Capabilities,
                context.Framework.Capabilities);
            violation = rules.Check(operation, out conversion);
        }

        violation = violation == OperationViolation.None
            ? CheckOnAgent(operation, conversion!, in context)
            : violation;
        if (violation == OperationViolation.None)
        {
            violation = Carry(operation, conversion!, in context);
        }

        if (violation != OperationViolation.None)
        {
            DropOperation(operation, context.Framework, context.Agent.Name, violation);
        }
    }

    private static OperationViolation CheckFeedback(
        OfferOperation operation, in AcceptContext context)
    {
        const AgentCapabilities Needed =
            AgentCapabilities.ResourceProvider | AgentCapabilities.AgentOperationFeedback;
        return !operation.IsAuthorized ? OperationViolation.Unauthorized
            : operation.Id is null ? OperationViolation.None
            : (context.Agent.Profile.Capabilities & Needed) != Needed
                ? OperationViolation.FeedbackNotSupported
            : context.Framework.FindOperation(operation.Id) is not null
                ? OperationViolation.IdTaken
            : OperationViolation.None;
    }

    /// <summary>What depends on the rest of the agent and of the accept.</summary>
    private OperationViolation CheckOnAgent(
        OfferOperation operation, Conversion conversion, in AcceptContext context)
    {
        if (!_allocator.IsSubscribed(context.Framework.Id, context.Role)
            && operation is ReserveResources)
        {
            return OperationViolation.WrongRole;
        }

        if (operation is CreateVolumes create && AnyVolumeExists(create.Volumes, context.Agent))
        {
            return OperationViolation.VolumeExists;
        }

        _piece.Load(conversion.Consumed);
        if (operation is DestroyVolumes destroy && IsUsed(destroy.Volumes, context.Agent))
        {
            return OperationViolation.VolumeInUse;
        }

        return IsResized(_piece) ? OperationViolation.VolumeResized
            : !_remaining.Contains(_piece) ? OperationViolation.NotContained
            : OperationViolation.None;
    }

    private OperationViolation Carry(
        OfferOperation operation, Conversion conversion, in AcceptContext context)
    {
        if (operation is DestroyVolumes destroy)
        {
            RescindVolumes(destroy.Volumes, in context);
        }

        AllocatorStatus status = _allocator.ConvertOffer(
            context.Row, new ReadOnlySpan<Conversion>(in conversion), _now);
        if (status != AllocatorStatus.Ok)
        {
            // Nothing grows by a conversion: it is held or it is not.
            return OperationViolation.NotContained;
        }

        _piece.Load(conversion.Consumed);
        _remaining.Subtract(_piece);
        _piece.Load(conversion.Converted);
        _remaining.Add(_piece);
        NoteResized(operation, conversion);
        SendOperation(operation, context.Framework, context.Agent);
        return OperationViolation.None;
    }

    private void NoteResized(OfferOperation operation, Conversion conversion)
    {
        if (operation is not (GrowVolume or ShrinkVolume))
        {
            return;
        }

        ItemBag items = conversion.Converted.Marked;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Id.Disk?.PersistenceId is not null)
            {
                (_resized ??= []).Add(items[i].Id);
            }
        }
    }

    private bool IsResized(Portion resources)
    {
        for (int i = 0; _resized is not null && i < resources.Marked.Count; i++)
        {
            foreach (ResourceIdentity id in _resized)
            {
                if (id.Equals(resources.Marked[i].Id))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The agent hears of every operation, so that it keeps them; an id makes it answer.
    /// </summary>
    private void SendOperation(
        OfferOperation operation, ClusterFramework framework, ClusterAgent agent)
    {
        if (operation.Id is not null)
        {
            framework.Operations.Add(new ClusterOperation(
                framework, operation.Id, agent.Name, OperationState.Pending));
        }

        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.ApplyOperation,
            Agent = agent.Name,
            Connection = agent.Connection,
            Framework = framework.Name,
            Name = operation.Id,
            Body = operation,
        });
    }

    private void DropOperation(
        OfferOperation operation, ClusterFramework framework, string? agent,
        OperationViolation violation)
    {
        if (operation.Id is not null && framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.OperationUpdated,
                Framework = framework.Name,
                Connection = framework.Connection,
                Agent = agent,
                Name = operation.Id,
                OperationState = OperationState.Dropped,
                OperationViolation = violation,
            });
        }
    }

    /// <summary>Whether a task or an executor, of anybody, uses one of the volumes.</summary>
    private static bool IsUsed(ResourceSet volumes, ClusterAgent agent)
    {
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (task.HoldsResources && SharesItem(task.Description.Resources, volumes))
            {
                return true;
            }
        }

        foreach (ClusterExecutor executor in agent.Executors)
        {
            if (SharesItem(executor.Description.Resources, volumes))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SharesItem(ResourceSet left, ResourceSet right)
    {
        ItemBag mine = left.Marked;
        ItemBag others = right.Marked;
        for (int i = 0; i < mine.Count; i++)
        {
            for (int j = 0; j < others.Count; j++)
            {
                if (mine[i].Id.Equals(others[j].Id))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool AnyVolumeExists(ResourceSet volumes, ClusterAgent agent)
    {
        ItemBag all = _allocator.TotalSetOf(agent.Id).Marked;
        for (int i = 0; i < volumes.Marked.Count; i++)
        {
            ResourceIdentity volume = volumes.Marked[i].Id;
            for (int j = 0; j < all.Count; j++)
            {
                if (all[j].Id.Disk?.PersistenceId is { } id
                    && string.Equals(id, volume.Disk!.PersistenceId, StringComparison.Ordinal)
                    && string.Equals(all[j].Id.ReservationRole, volume.ReservationRole,
                        StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Other offers that hold a volume which is destroyed are withdrawn.</summary>
    private void RescindVolumes(ResourceSet volumes, in AcceptContext context)
    {
        // The accepted offers are closed by now: those that are open are others.
        for (OpenOffer? offer = context.Agent.Offers.First; offer is not null;)
        {
            OpenOffer? next = context.Agent.Offers.After(offer);
            if (OfferShares(offer, volumes))
            {
                Rescind(offer, RescindReason.VolumeDestroyed);
            }

            offer = next;
        }
    }

    private bool OfferShares(OpenOffer offer, ResourceSet volumes)
    {
        LoadOffer(offer, _piece);
        for (int i = 0; i < _piece.Marked.Count; i++)
        {
            for (int j = 0; j < volumes.Marked.Count; j++)
            {
                if (_piece.Marked[i].Id.Equals(volumes.Marked[j].Id))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
