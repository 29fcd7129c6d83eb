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

        int row = MergeOffers(call.Offers);
        ClusterAgent agent = AgentNamed(_allocator.AgentOf(row));
        RoleId role = _allocator.RoleOf(row);
        _allocator.LoadOffer(row, _remaining);
        _launched.Clear();
        _changed.Load(_remaining);
        AcceptContext context = new(framework, agent, role, row);
        foreach (OfferOperation operation in call.Operations.AsSpan())
        {
            Carry(operation, in context);
        }

        _resized = null;
        Settle(row, call.Refusal);
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
            if (_offers.Find(key) < 0)
            {
                return ClusterStatus.OfferClosed;
            }
        }

        return CheckRows(keys, framework);
    }

    private ClusterStatus CheckRows(ReadOnlySpan<OfferKey> keys, ClusterFramework framework)
    {
        foreach (OfferKey key in keys)
        {
            if (_allocator.FrameworkOf(_offers.Find(key)) != framework.Id)
            {
                return ClusterStatus.ForeignOffer;
            }
        }

        int first = _offers.Find(keys[0]);
        ClusterStatus status = ClusterStatus.Ok;
        for (int i = 1; i < keys.Length; i++)
        {
            int row = _offers.Find(keys[i]);
            if (_allocator.RoleOf(row) != _allocator.RoleOf(first))
            {
                return ClusterStatus.MixedRoles;
            }

            status = _allocator.AgentOf(row) == _allocator.AgentOf(first)
                ? status
                : ClusterStatus.MixedAgents;
        }

        return status;
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
            int row = _offers.Find(key);
            if (row >= 0 && _allocator.FrameworkOf(row) == framework.Id)
            {
                agent ??= _allocator.NameOf(_allocator.AgentOf(row));
                Discard(row);
            }
        }

        foreach (OfferOperation operation in call.Operations.AsSpan())
        {
            Drop(operation, framework, agent);
        }

        // What its scheduler hears is told once: the call counts as carried out.
        Changed(Durability.Synced);
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
            TellTask(framework, new TaskTold(task.Name, task.Agent, TaskState.Dropped)
            {
                Reason = TaskReason.InvalidOffers,
            });
        }
    }

    private int MergeOffers(ValueList<OfferKey> keys)
    {
        int row = _offers.Find(keys[0]);
        for (int i = 1; i < keys.Count; i++)
        {
            int other = _offers.Find(keys[i]);
            _offers.Remove(other);
            _allocator.Merge(row, other, _now);
        }

        _offers.Remove(row);
        return row;
    }

    private void Carry(OfferOperation operation, in AcceptContext context)
    {
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
    private void Settle(int row, TimeSpan refusal)
    {
        // _changed holds what the offers were: what remains beyond that has been made of them.
        _piece.Load(_changed);
        _changed.Load(_remaining);
        _changed.Subtract(_piece);
        _remaining.Subtract(_changed);
        _allocator.Settle(row, _launched, _changed, _remaining, refusal, _now);
    }
}
