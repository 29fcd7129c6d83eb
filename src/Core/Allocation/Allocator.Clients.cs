using System;

namespace Offers;

public sealed partial class Allocator
{
    private AllocatorStatus CheckName(string name) =>
        !IsName(name) ? AllocatorStatus.InvalidName
        : _frameworks.TryFind(name, out _) ? AllocatorStatus.NameTaken
        : AllocatorStatus.Ok;

    private AllocatorStatus CheckRoles(ReadOnlySpan<RoleId> roles)
    {
        foreach (RoleId role in roles)
        {
            if ((uint)role.Index >= (uint)_roles.Count)
            {
                return AllocatorStatus.UnknownRole;
            }
        }

        for (int i = 1; i < roles.Length; i++)
        {
            if (roles[..i].Contains(roles[i]))
            {
                return AllocatorStatus.DuplicateRole;
            }
        }

        return roles.IsEmpty ? AllocatorStatus.NoRole : AllocatorStatus.Ok;
    }

    private int InsertFramework(string name, FrameworkCapabilities capabilities)
    {
        int framework = _frameworks.Add(name);
        _frameworkNames.Add(name, framework);
        _frameworks[framework].Capabilities = capabilities;
        return framework;
    }

    private void FrameworkJoined(int framework)
    {
        ClaimUses(framework);
        if (_frameworks[framework].Active)
        {
            ClientsAwoke();
        }
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
            int client = FindClient(id.Index, role);
            if (client < 0 || !_clients[client].Subscribed)
            {
                return AllocatorStatus.NotSubscribed;
            }
        }

        return AllocatorStatus.Ok;
    }

    private bool IsNamed(int client, ReadOnlySpan<RoleId> roles) => _clients[client].Subscribed
        && (roles.IsEmpty || roles.Contains(new RoleId(_clients[client].Role)));

    /// <summary>Links a new client; it is placed by the caller.</summary>
    private int AddClient(int framework, int role)
    {
        int client = _clients.Add(framework, role);
        ref ClientTable.Row row = ref _clients[client];
        row.FrameworkGeneration = _frameworks[framework].Generation;
        row.Tolerates = ToleratedBy(framework, role);
        row.NextOfFramework = _frameworks[framework].FirstClient;
        _frameworks[framework].FirstClient = client;
        LinkToRole(client);
        return client;
    }

    private void LinkToRole(int client)
    {
        int role = _clients[client].Role;
        _clients[client].NextOfRole = _roles[role].FirstClient;
        _roles[role].FirstClient = client;
        _roles.AddClient(role);
        _orderIsStale = true;
    }

    private void UnlinkFromRole(int client)
    {
        _clients[client].Subscribed = false;
        PlaceClient(client);
        SetMinimums(client, null);
        int role = _clients[client].Role;
        ref int link = ref _roles[role].FirstClient;
        while (link != client)
        {
            link = ref _clients[link].NextOfRole;
        }

        link = _clients[client].NextOfRole;
        _roles.RemoveClient(role);
    }

    private AgentTraits ToleratedBy(int framework, int role)
    {
        FrameworkCapabilities can = _frameworks[framework].Capabilities;
        AgentTraits tolerated = AgentTraits.None;
        tolerated |= can.HasFlag(FrameworkCapabilities.GpuResources)
            ? AgentTraits.HasGpus
            : AgentTraits.None;
        tolerated |= can.HasFlag(FrameworkCapabilities.RegionAware)
            ? AgentTraits.OtherRegion
            : AgentTraits.None;
        tolerated |= can.HasFlag(FrameworkCapabilities.MultiRole)
            ? AgentTraits.None
            : AgentTraits.NotMultiRole;
        tolerated |= _roles[role].Parent < 0 ? AgentTraits.NotHierarchical : AgentTraits.None;
        return tolerated;
    }

    /// <summary>
    /// Forgets a client whose framework has dropped the role, once it holds nothing there.
    /// </summary>
    private void Untrack(int client)
    {
        if (_clients[client].Subscribed || _clients[client].IsForgotten
            || _offers.Lists.FirstOfClient(client) >= 0
            || _holdings.Lists.FirstOfClient(client) >= 0)
        {
            return;
        }

        if (_clients[client].FilterCount > 0)
        {
            Forget(client);
        }
        else
        {
            RemoveClient(client);
        }
    }

    /// <summary>
    /// The role loses a client that filters still hang from: should the framework come back to the
    /// role before they end, they hide as before (as in Mesos).
    /// </summary>
    private void Forget(int client)
    {
        UnlinkFromRole(client);
        _clients.Book.Clear(client);
        _clients[client].IsForgotten = true;
    }

    /// <summary>The client of a role, new or as filters have kept it.</summary>
    private int FindOrAddClient(int framework, int role)
    {
        int client = FindClient(framework, new RoleId(role));
        if (client < 0)
        {
            return AddClient(framework, role);
        }

        if (_clients[client].IsForgotten)
        {
            _clients[client].IsForgotten = false;
            LinkToRole(client);
        }

        return client;
    }

    private void ReturnAll(int client)
    {
        for (int o = _offers.Lists.FirstOfClient(client); o >= 0;
            o = _offers.Lists.FirstOfClient(client))
        {
            ReturnOffer(o);
        }

        for (int h = _holdings.Lists.FirstOfClient(client); h >= 0;
            h = _holdings.Lists.FirstOfClient(client))
        {
            ReturnHolding(h);
        }
    }

    /// <summary>Removes a client that holds nothing.</summary>
    private void RemoveClient(int client)
    {
        _filters.ClearClient(client);
        if (!_clients[client].IsForgotten)
        {
            UnlinkFromRole(client);
        }

        ref int link = ref _frameworks[_clients[client].Framework].FirstClient;
        while (link != client)
        {
            link = ref _clients[link].NextOfFramework;
        }

        link = _clients[client].NextOfFramework;
        _clients.Remove(client);
    }

    /// <summary>
    /// Places all clients of a framework; where waiting counts, in the order of their roles' names,
    /// so that who turns active at once waits in that order.
    /// </summary>
    private void PlaceClients(int framework)
    {
        if (_waits is not null)
        {
            foreach (int client in ClientsByRole(framework))
            {
                PlaceClient(client);
            }

            return;
        }

        for (int c = _frameworks[framework].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            PlaceClient(c);
        }
    }

    /// <summary>
    /// Puts a client into its role's heap, and the role's nodes into theirs, or takes them out.
    /// </summary>
    private void PlaceClient(int client)
    {
        ref ClientTable.Row row = ref _clients[client];
        bool active = row.Subscribed && !row.Suppressed && _frameworks[row.Framework].Active;
        if (active == _clients.Book.HeapPosition(client) >= 0)
        {
            return;
        }

        ShareHeap heap = _roles[row.Role].Clients;
        if (active)
        {
            heap.Insert(client);
            _waits?.Add(client, new Timestamp(_lastTime));
        }
        else
        {
            heap.Remove(client);
            _waits?.Remove(client);
        }

        if (heap.Count <= 1)
        {
            _roles.Place(row.Role);
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
        if (_allFreeAreDirty || (_moved && LooksBeyondAgents))
        {
            _dirty.AddAll(_free);
            _allFreeAreDirty = false;
        }

        _moved = false;
    }

    /// <summary>
    /// Whether what one client gets on one agent depends on what happens on others.
    /// </summary>
    private bool LooksBeyondAgents => _quota.IsOn || _hoard is not null;
}
