using System;

namespace Offers;

/// <content>ACCEPT (semantics 2.3).</content>
public sealed partial class Cluster
{
    /// <summary>What is left of the accepted offers.</summary>
    private readonly Portion _remaining;

    /// <summary>What of them tasks and executors use.</summary>
    private readonly Portion _launched;

    /// <summary>What operations have made of them and nobody uses.</summary>
    private readonly Portion _changed;

    private readonly Portion _piece;
    private readonly Portion _executorPiece;
    private readonly Portion _whole;

    private ClusterStatus Accept(AcceptOffers call, ClusterFramework framework)
    {
        ClusterStatus status = CheckOffers(call, framework);
        if (status != ClusterStatus.Ok)
        {
            return Reject(call, framework, status);
        }

        AcceptContext context = TakeOffers(call.Offers);
        _launched.Clear();
        _changed.Load(_remaining);
        foreach (OfferOperation operation in call.Operations.AsSpan())
        {
            Carry(operation, in context);
        }

        _resized = null;
        Settle(in context, call.Refusal);
        return Done(Durability.Synced);
    }

    private ClusterAgent AgentNamed(AgentId agent) => _agentNames[_allocator.NameOf(agent)];

    /// <summary>The checks of ACCEPT on its offers, in this order.</summary>
    private ClusterStatus CheckOffers(AcceptOffers call, ClusterFramework framework)
    {
        ReadOnlySpan<OfferKey> keys = call.Offers.AsSpan();
        if (keys.IsEmpty)
        {
            return ClusterStatus.NoOffers;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[..i].Contains(keys[i]))
            {
                return ClusterStatus.DuplicateOffer;
            }
        }

        foreach (OfferKey key in keys)
        {
            if (_offers.Find(key) is null)
            {
                return ClusterStatus.OfferClosed;
            }
        }

        return CheckTogether(keys, framework);
    }

    private ClusterStatus CheckTogether(ReadOnlySpan<OfferKey> keys, ClusterFramework framework)
    {
        OpenOffer first = _offers.Find(keys[0])!;
        bool areOwn = true;
        bool sameRole = true;
        bool sameAgent = true;
        foreach (OfferKey key in keys)
        {
            OpenOffer offer = _offers.Find(key)!;
            areOwn &= offer.Framework == framework;
            sameRole &= offer.Role == first.Role;
            sameAgent &= offer.Agent == first.Agent;
        }

        return !areOwn ? ClusterStatus.ForeignOffer
            : !sameRole ? ClusterStatus.MixedRoles
            : !sameAgent ? ClusterStatus.MixedAgents
            : ClusterStatus.Ok;
    }

    /// <summary>
    /// Offers that are not valid together are void without a filter, and what was to happen on them
    /// does not. Offers of others stay as they are.
    /// </summary>
    private ClusterStatus Reject(
        AcceptOffers call, ClusterFramework framework, ClusterStatus status)
    {
        string? agent = null;
        foreach (OfferKey key in call.Offers.AsSpan())
        {
            if (_offers.Find(key) is { } offer && offer.Framework == framework)
            {
                agent ??= offer.Agent.Name;
                Discard(offer);
                Changed(Durability.Synced);
            }
        }

        foreach (OfferOperation operation in call.Operations.AsSpan())
        {
            Drop(operation, framework, agent);
        }

        return status;
    }

    private void Drop(OfferOperation operation, ClusterFramework framework, string? agent)
    {
        ValueList<TaskDescription>? tasks = operation switch
        {
            LaunchTasks launch => launch.Tasks,
            LaunchGroup group => group.Tasks,
            _ => null,
        };
        if (tasks is null)
        {
            DropOperation(operation, framework, agent, OperationViolation.InvalidOffers);
            return;
        }

        foreach (TaskDescription task in tasks.AsSpan())
        {
            Drop(task, framework);
        }
    }

    private void Drop(TaskDescription task, ClusterFramework framework) =>
        TellTask(framework, new TaskTold(task.Name, task.Agent, TaskState.Dropped)
        {
            Reason = TaskReason.InvalidOffers,
        });

    /// <summary>Closes the offers; what they had is in one row, and in _remaining.</summary>
    private AcceptContext TakeOffers(ValueList<OfferKey> keys)
    {
        OpenOffer first = _offers.Find(keys[0])!;
        if (first.Row < 0)
        {
            return TakeOptimistic(first);
        }

        AcceptContext context = new(first.Framework, first.Agent, first.Role, first.Row);
        for (int i = 1; i < keys.Count; i++)
        {
            OpenOffer other = _offers.Find(keys[i])!;
            _allocator.Merge(first.Row, other.Row, _now);
            Close(other);
        }

        Close(first);
        _allocator.LoadOffer(context.Row, _remaining);
        return context;
    }

    /// <summary>
    /// What of an optimistic offer others have left is locked now; its framework hears what that
    /// is, if it is not all.
    /// </summary>
    private AcceptContext TakeOptimistic(OpenOffer offer)
    {
        ResourceSet wanted = offer.Resources!;
        (ClusterFramework framework, ClusterAgent agent, RoleId role, OfferKey key) =
            (offer.Framework, offer.Agent, offer.Role, offer.Key);
        Close(offer);
        _remaining.Load(wanted);
        int row = _allocator.OfferNow(framework.Id, role, agent.Id, _remaining, _now);
        ResourceSet left = row < 0 ? ResourceSet.Empty : _allocator.SetOf(row);
        bool isCut = !left.Contains(wanted);
        if (isCut)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.OfferConflicted,
                Framework = framework.Name,
                Connection = framework.Connection,
                Agent = agent.Name,
                Offer = key,
                Body = left,
            });
        }

        return new AcceptContext(framework, agent, role, row) { IsCut = isCut };
    }

    private void Carry(OfferOperation operation, in AcceptContext context)
    {
        if (context.Row < 0)
        {
            Drop(operation, context.Framework, context.Agent.Name);
            return;
        }

        switch (operation)
        {
            case LaunchTasks launch:
                Launch(launch, in context);
                break;
            case LaunchGroup group:
                Launch(group, in context);
                break;
            default:
                Convert(operation, in context);
                break;
        }
    }

    /// <summary>
    /// What operations changed returns as it is, what nobody touched is declined.
    /// </summary>
    private void Settle(in AcceptContext context, TimeSpan refusal)
    {
        if (context.Row < 0)
        {
            return;
        }

        // _changed holds what the offers were: what remains beyond that has been made of them.
        _piece.Load(_changed);
        _changed.Load(_remaining);
        _changed.Subtract(_piece);
        _remaining.Subtract(_changed);
        _allocator.Settle(context.Row, _launched, _changed, _remaining, refusal, _now);
        NoteUse(in context);
    }
}
