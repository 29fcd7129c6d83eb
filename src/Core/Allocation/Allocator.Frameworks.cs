using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// The role with a name; named for the first time, it gets weight 1. Amortised O(1).
    /// </summary>
    /// <param name="name">1 to 1 024 characters.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public RoleId Role(string name)
    {
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"found role name '{name}', expected 1 to 1 024 characters", nameof(name));
        }

        if (!_roles.TryFind(name, out int role))
        {
            role = _roles.Add(name, new ShareHeap(_clients.Book));
            _roleNames.Add(name, role);
        }

        return new RoleId(role);
    }

    /// <summary>
    /// Sets a role's weight in thousandths. Takes effect at the next run; asks for one only with
    /// <see cref="AllocatorOptions.AllocateOnReturn"/>.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownRole"/> or
    /// <see cref="AllocatorStatus.InvalidWeight"/>. Nothing appears in the outbox. O(log roles).
    /// </returns>
    public AllocatorStatus SetWeight(RoleId role, long weight, Timestamp now)
    {
        Enter(now);
        if ((uint)role.Index >= (uint)_roles.Count)
        {
            return AllocatorStatus.UnknownRole;
        }

        if (!Weight.IsValid(weight))
        {
            return AllocatorStatus.InvalidWeight;
        }

        _roles.Book[role.Index].Weight = weight;
        if (_roles.Book.HeapPosition(role.Index) >= 0)
        {
            _roleHeap.Moved(role.Index);
        }

        if (Options.AllocateOnReturn)
        {
            MakeAllCandidates();
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Adds an active framework under its roles and asks for a run over all agents. Amortised
    /// O(roles).
    /// </summary>
    /// <param name="name">
    /// External name, unique among live frameworks; the last tie-break of orders.
    /// </param>
    /// <param name="roles">At least one, none twice.</param>
    /// <param name="capabilities">What it can handle.</param>
    /// <param name="now">The time.</param>
    /// <param name="id">The new framework, when accepted.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.InvalidName"/>, <see cref="AllocatorStatus.NameTaken"/>,
    /// <see cref="AllocatorStatus.UnknownRole"/>, <see cref="AllocatorStatus.NoRole"/> or
    /// <see cref="AllocatorStatus.DuplicateRole"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus AddFramework(
        string name, ReadOnlySpan<RoleId> roles, Capabilities capabilities, Timestamp now,
        out FrameworkId id)
    {
        Enter(now);
        id = default;
        AllocatorStatus status = CheckNewFramework(name, roles);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        int framework = _frameworks.Add(name);
        _frameworkNames.Add(name, framework);
        for (int i = roles.Length - 1; i >= 0; i--)
        {
            AddClient(framework, roles[i].Index, capabilities);
        }

        id = _frameworks.IdOf(framework);
        ClientsAwoke();
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Removes a framework: its offers close silently (it is not there to be told), everything it
    /// holds is free again, its filters are gone. No run, unless
    /// <see cref="AllocatorOptions.AllocateOnReturn"/>.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownFramework"/>. Nothing appears in the outbox. O(what
    /// it holds + frameworks), for its place among the names.
    /// </returns>
    public AllocatorStatus RemoveFramework(FrameworkId id, Timestamp now)
    {
        Enter(now);
        if (!_frameworks.IsValid(id))
        {
            return AllocatorStatus.UnknownFramework;
        }

        for (int c = _frameworks[id.Index].FirstClient; c >= 0;)
        {
            int next = _clients[c].NextOfFramework;
            RemoveClient(c);
            c = next;
        }

        _frameworkNames.Remove(_frameworks[id.Index].Name!);
        _orderIsStale = true;
        _frameworks.Remove(id.Index);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Stops offers to a framework. It keeps what it holds, which still counts in the shares, and
    /// loses all its filters; open offers stay open until the host rescinds them.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownFramework"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus DeactivateFramework(FrameworkId id, Timestamp now)
    {
        Enter(now);
        if (!_frameworks.IsValid(id))
        {
            return AllocatorStatus.UnknownFramework;
        }

        _frameworks[id.Index].Active = false;
        for (int c = _frameworks[id.Index].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            _filters.ClearClient(c);
            PlaceClient(c);
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Offers to a framework again, suppressed roles excepted, and asks for a run.
    /// </summary>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.UnknownFramework"/>. Nothing appears in the outbox.
    /// </returns>
    public AllocatorStatus ActivateFramework(FrameworkId id, Timestamp now)
    {
        Enter(now);
        if (!_frameworks.IsValid(id))
        {
            return AllocatorStatus.UnknownFramework;
        }

        _frameworks[id.Index].Active = true;
        for (int c = _frameworks[id.Index].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            PlaceClient(c);
        }

        ClientsAwoke();
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Stops offers to a framework under some roles; filters stay. Suppressing twice is no error.
    /// </summary>
    /// <param name="id">The framework.</param>
    /// <param name="roles">The roles; empty means all of its roles.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownFramework"/> or
    /// <see cref="AllocatorStatus.NotSubscribed"/> (then no role is suppressed). Nothing appears in
    /// the outbox.
    /// </returns>
    public AllocatorStatus Suppress(FrameworkId id, ReadOnlySpan<RoleId> roles, Timestamp now)
    {
        AllocatorStatus status = CheckRoles(id, roles, now);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        for (int c = _frameworks[id.Index].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            if (IsNamed(c, roles))
            {
                _clients[c].Suppressed = true;
                PlaceClient(c);
            }
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Offers to a framework under some roles again, clears its refuse filters there and asks for a
    /// run over all agents. Reviving a role that was not suppressed clears its filters, too
    /// (Mesos).
    /// </summary>
    /// <param name="id">The framework.</param>
    /// <param name="roles">The roles; empty means all of its roles.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownFramework"/> or
    /// <see cref="AllocatorStatus.NotSubscribed"/> (then no role is revived). Nothing appears in
    /// the outbox.
    /// </returns>
    public AllocatorStatus Revive(FrameworkId id, ReadOnlySpan<RoleId> roles, Timestamp now)
    {
        AllocatorStatus status = CheckRoles(id, roles, now);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        for (int c = _frameworks[id.Index].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            if (IsNamed(c, roles))
            {
                _clients[c].Suppressed = false;
                _filters.ClearClient(c);
                PlaceClient(c);
            }
        }

        ClientsAwoke();
        return AllocatorStatus.Ok;
    }

    private AllocatorStatus CheckNewFramework(string name, ReadOnlySpan<RoleId> roles)
    {
        if (!IsName(name))
        {
            return AllocatorStatus.InvalidName;
        }

        if (_frameworks.TryFind(name, out _))
        {
            return AllocatorStatus.NameTaken;
        }

        foreach (RoleId role in roles)
        {
            if ((uint)role.Index >= (uint)_roles.Count)
            {
                return AllocatorStatus.UnknownRole;
            }
        }

        if (roles.IsEmpty)
        {
            return AllocatorStatus.NoRole;
        }

        for (int i = 1; i < roles.Length; i++)
        {
            if (roles[..i].Contains(roles[i]))
            {
                return AllocatorStatus.DuplicateRole;
            }
        }

        return AllocatorStatus.Ok;
    }

    private AllocatorStatus CheckRoles(FrameworkId id, ReadOnlySpan<RoleId> roles, Timestamp now)
    {
        Enter(now);
        if (!_frameworks.IsValid(id))
        {
            return AllocatorStatus.UnknownFramework;
        }

        foreach (RoleId role in roles)
        {
            if (FindClient(id.Index, role) < 0)
            {
                return AllocatorStatus.NotSubscribed;
            }
        }

        return AllocatorStatus.Ok;
    }

    private bool IsNamed(int client, ReadOnlySpan<RoleId> roles) =>
        roles.IsEmpty || roles.Contains(new RoleId(_clients[client].Role));

    private void AddClient(int framework, int role, Capabilities capabilities)
    {
        int client = _clients.Add(framework, role);
        ref ClientTable.Row row = ref _clients[client];
        row.FrameworkGeneration = _frameworks[framework].Generation;
        row.TakesGpus = capabilities.HasFlag(Capabilities.GpuResources);
        row.NextOfFramework = _frameworks[framework].FirstClient;
        row.NextOfRole = _roles[role].FirstClient;
        _frameworks[framework].FirstClient = client;
        _roles[role].FirstClient = client;
        PlaceClient(client);
    }

    private void RemoveClient(int client)
    {
        for (int o = _offers.Lists.FirstOfClient(client); o >= 0;
            o = _offers.Lists.FirstOfClient(client))
        {
            ReturnOffer(o);
        }

        for (int h = _holdings.Lists.FirstOfClient(client); h >= 0;)
        {
            int next = _holdings.Lists.NextOfClient(h);
            ReturnHolding(h);
            h = next;
        }

        _filters.ClearClient(client);
        _clients[client].Suppressed = true;
        PlaceClient(client);
        ref int link = ref _roles[_clients[client].Role].FirstClient;
        while (link != client)
        {
            link = ref _clients[link].NextOfRole;
        }

        link = _clients[client].NextOfRole;
        _clients.Remove(client);
    }

    /// <summary>
    /// Puts a client into its role's heap, and the role into the roles', or takes them out.
    /// </summary>
    private void PlaceClient(int client)
    {
        ref ClientTable.Row row = ref _clients[client];
        bool active = !row.Suppressed && _frameworks[row.Framework].Active;
        if (active == _clients.Book.HeapPosition(client) >= 0)
        {
            return;
        }

        ShareHeap heap = _roles[row.Role].Clients;
        if (active)
        {
            heap.Insert(client);
            if (heap.Count == 1)
            {
                _roleHeap.Insert(row.Role);
            }
        }
        else
        {
            heap.Remove(client);
            if (heap.Count == 0)
            {
                _roleHeap.Remove(row.Role);
            }
        }
    }

    /// <summary>
    /// Every free agent may interest who has just become active, and a run over all is asked for.
    /// O(1): they become dirty when that is next asked, since a thousand frameworks that come or
    /// revive before a run would each walk through all agents.
    /// </summary>
    private void ClientsAwoke()
    {
        _allFreeAreDirty = true;
        MakeAllCandidates();
    }

    /// <summary>
    /// Carries out what <see cref="ClientsAwoke"/> put off. Nothing is lost or added by waiting:
    /// who is no longer free is not dirty either, and who has become free since is dirty already.
    /// </summary>
    private void RestoreDirty()
    {
        if (_allFreeAreDirty)
        {
            _dirty.AddAll(_free);
            _allFreeAreDirty = false;
        }
    }
}
