using System;

namespace Offers;

/// <content>UPDATE_QUOTA (semantics 2.9) and what it withdraws (2.2).</content>
public sealed partial class Cluster
{
    private ClusterStatus Set(SetQuotas command)
    {
        ClusterStatus status = CheckQuotas(command);
        if (status != ClusterStatus.Ok)
        {
            return status;
        }

        foreach (UpdateQuota quota in command.Quotas.AsSpan())
        {
            _allocator.Apply(quota, _now);
        }

        foreach (UpdateQuota quota in command.Quotas.AsSpan())
        {
            RescindForLimits(quota.Role);
        }

        foreach (UpdateQuota quota in command.Quotas.AsSpan())
        {
            RescindForGuarantee(quota.Role);
        }

        return Done(Durability.Synced);
    }

    private ClusterStatus CheckQuotas(SetQuotas command)
    {
        ClusterStatus status = ClusterStatus.Ok;
        for (int i = 0; i < command.Quotas.Count; i++)
        {
            ClusterStatus own = CheckQuota(command, i);
            bool isFirst = status == ClusterStatus.Ok || own < status;
            status = own != ClusterStatus.Ok && isFirst ? own : status;
        }

        return status != ClusterStatus.Ok || command.Force || DoGuaranteesFit(command)
            ? status
            : ClusterStatus.GuaranteesExceedCell;
    }

    private ClusterStatus CheckQuota(SetQuotas command, int index)
    {
        UpdateQuota quota = command.Quotas[index];
        if (!RoleName.IsValid(quota.Role) || IsQuotaNamedBefore(command, index))
        {
            return ClusterStatus.InvalidRoles;
        }

        AllocatorStatus status =
            _allocator.CheckQuota(quota.Role, quota.Guarantees, quota.Limits);
        return status != AllocatorStatus.Ok ? StatusOf(status)
            : !command.Force && !quota.Limits.Allow(AllocatedTo(quota.Role))
                ? ClusterStatus.LimitBelowUse
            : ClusterStatus.Ok;
    }

    private static bool IsQuotaNamedBefore(SetQuotas command, int index)
    {
        bool found = false;
        for (int i = 0; i < index; i++)
        {
            found |= string.Equals(
                command.Quotas[i].Role, command.Quotas[index].Role, StringComparison.Ordinal);
        }

        return found;
    }

    /// <summary>
    /// What tasks and executors of a role and its sub-roles hold, unreserved and not revocable, and
    /// what is reserved for them: open offers do not count. O(tasks).
    /// </summary>
    private ResourceVector AllocatedTo(string role)
    {
        ResourceVector sum = _allocator.TryFindRole(role, out RoleId id)
            ? _allocator.ReservedFor(id)
            : default;
        foreach (ClusterAgent agent in _agents)
        {
            for (ClusterTask? task = agent.Tasks.First; task is not null;
                task = agent.Tasks.After(task))
            {
                if (task.HoldsResources
                    && RoleName.IsAncestorOrSelf(role, _allocator.NameOf(task.Role)))
                {
                    sum += Counted(task.Description.Resources);
                }
            }

            foreach (ClusterExecutor executor in agent.Executors)
            {
                if (RoleName.IsAncestorOrSelf(role, _allocator.NameOf(executor.Role)))
                {
                    sum += Counted(executor.Description.Resources);
                }
            }
        }

        return sum;
    }

    private static ResourceVector Counted(ResourceSet resources) =>
        resources.Unreserved.NonRevocable.Quantities;

    /// <summary>Whether the cell has what top-level roles are guaranteed together.</summary>
    private bool DoGuaranteesFit(SetQuotas command)
    {
        Int128[] sum = new Int128[_allocator.Width];
        for (int role = 0; role < _allocator.RoleCount; role++)
        {
            RoleId id = new(role);
            if (RoleName.Parent(_allocator.NameOf(id)) is null
                && !IsIn(command, _allocator.NameOf(id)))
            {
                AddTo(sum, _allocator.GuaranteeOf(id));
            }
        }

        foreach (UpdateQuota quota in command.Quotas.AsSpan())
        {
            if (RoleName.Parent(quota.Role) is null)
            {
                AddTo(sum, quota.Guarantees);
            }
        }

        ResourceVector capacity = NonRevocableCapacity();
        bool fits = true;
        for (int i = 0; i < Schema.Count; i++)
        {
            fits &= sum[i] <= capacity[new ResourceKind(i)];
        }

        return fits;
    }

    private static bool IsIn(SetQuotas command, string role)
    {
        bool found = false;
        foreach (UpdateQuota quota in command.Quotas.AsSpan())
        {
            found |= string.Equals(quota.Role, role, StringComparison.Ordinal);
        }

        return found;
    }

    private void AddTo(Int128[] sum, in ResourceVector amounts)
    {
        for (int i = 0; i < Schema.Count; i++)
        {
            sum[i] += amounts[new ResourceKind(i)];
        }
    }

    private ResourceVector NonRevocableCapacity()
    {
        ResourceVector sum = default;
        foreach (ClusterAgent agent in _agents)
        {
            sum += _allocator.TotalSetOf(agent.Id).NonRevocable.Quantities;
        }

        return sum;
    }

    /// <summary>
    /// Withdraws offers of the role and its sub-roles, the oldest first, until what it consumes,
    /// offers included, is within its limits.
    /// </summary>
    private void RescindForLimits(string role)
    {
        RoleId id = _allocator.Role(role);
        ResourceLimits limits = _allocator.LimitsOf(id);
        for (OpenOffer? offer = _offers.ByAge.First;
            offer is not null && !limits.Allow(_allocator.ConsumedBy(id));)
        {
            OpenOffer? next = _offers.ByAge.After(offer);
            if (RoleName.IsAncestorOrSelf(role, _allocator.NameOf(offer.Role)))
            {
                Rescind(offer, RescindReason.QuotaChanged);
            }

            offer = next;
        }
    }

    /// <summary>
    /// Withdraws offers of other roles, the oldest first, until what is free could meet the rest of
    /// the guarantee.
    /// </summary>
    private void RescindForGuarantee(string role)
    {
        RoleId id = _allocator.Role(role);
        ResourceVector missing = _allocator.GuaranteeOf(id) - _allocator.ConsumedBy(id);
        for (OpenOffer? offer = _offers.ByAge.First; offer is not null && !IsFree(missing);)
        {
            OpenOffer? next = _offers.ByAge.After(offer);
            if (!RoleName.IsAncestorOrSelf(role, _allocator.NameOf(offer.Role)))
            {
                Rescind(offer, RescindReason.QuotaChanged);
            }

            offer = next;
        }
    }

    private bool IsFree(in ResourceVector amounts)
    {
        ReadOnlySpan<long> free = _allocator.FreeHeadroom(_now);
        bool isFree = true;
        for (int i = 0; i < Schema.Count; i++)
        {
            isFree &= amounts[new ResourceKind(i)] <= free[i];
        }

        return isFree;
    }
}
