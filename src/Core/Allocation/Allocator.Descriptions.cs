using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>What a framework's description is refused for; Ok when it is not.</summary>
    internal static AllocatorStatus Check(FrameworkDescription description)
    {
        AllocatorStatus status = CheckDescription(description);
        return status == AllocatorStatus.Ok && !TryCompile(description, out _)
            ? AllocatorStatus.InvalidConstraints
            : status;
    }

    private static AllocatorStatus CheckDescription(FrameworkDescription description)
    {
        if (description.Roles.Count == 0)
        {
            return AllocatorStatus.NoRole;
        }

        for (int i = 0; i < description.Roles.Count; i++)
        {
            if (!RoleName.IsValid(description.Roles[i]))
            {
                return AllocatorStatus.InvalidRole;
            }

            if (IndexOf(description.Roles, description.Roles[i]) < i)
            {
                return AllocatorStatus.DuplicateRole;
            }
        }

        foreach (string role in description.Suppressed)
        {
            if (IndexOf(description.Roles, role) < 0)
            {
                return AllocatorStatus.NotSubscribed;
            }
        }

        return AllocatorStatus.Ok;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryCompile(
        FrameworkDescription description, out CompiledConstraints? constraints)
    {
        constraints = null;
        return description.Constraints is null
            || CompiledConstraints.TryCompile(description.Constraints, out constraints, out _);
    }

    /// <summary>Takes over what a framework says of one of its roles.</summary>
    private void Describe(int client, FrameworkDescription description)
    {
        ref ClientTable.Row row = ref _clients[client];
        string role = _roles[row.Role].Name;
        bool suppressed = IndexOf(description.Suppressed, role) >= 0;
        if (row.Subscribed && row.Suppressed && !suppressed)
        {
            // To want offers again is to revive (MESOS-9932). A role that comes back is new.
            _filters.ClearClient(client);
        }

        row.Subscribed = true;
        row.Suppressed = suppressed;
        row.Tolerates = ToleratedBy(row.Framework, row.Role);
        SetMinimums(client, MinimumsOf(description, role));
        row.IsPicky = _clients.Minimums(client) is not null
            || _frameworks[row.Framework].Constraints is not null;
    }

    private static ValueList<ResourceVector>? MinimumsOf(
        FrameworkDescription description, string role)
    {
        foreach (RoleMinimum minimum in description.Minimums)
        {
            if (string.Equals(minimum.Role, role, StringComparison.Ordinal))
            {
                return minimum.AnyOf;
            }
        }

        return null;
    }

    private void SetMinimums(int client, ValueList<ResourceVector>? list)
    {
        ref ValueList<ResourceVector>? own = ref _clients.Minimums(client);
        _ownMinimums += (list is null ? 0 : 1) - (own is null ? 0 : 1);
        own = list;
    }

    private void DropRoles(int framework, FrameworkDescription description)
    {
        for (int c = _frameworks[framework].FirstClient; c >= 0;)
        {
            int next = _clients[c].NextOfFramework;
            if (_clients[c].Subscribed
                && IndexOf(description.Roles, _roles[_clients[c].Role].Name) < 0)
            {
                _clients[c].Subscribed = false;
                _filters.ClearClient(c);
                PlaceClient(c);
                Untrack(c);
            }

            c = next;
        }
    }

    private void TakeRoles(int framework, FrameworkDescription description)
    {
        for (int i = description.Roles.Count - 1; i >= 0; i--)
        {
            int role = AddRole(description.Roles[i]);
            int client = FindOrAddClient(framework, role);
            Describe(client, description);
        }

        PlaceClients(framework);
    }
}
