using System;

namespace Offers;

public sealed partial class Allocator
{
    private int _ownMinimums;

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
        string name, ReadOnlySpan<RoleId> roles, FrameworkCapabilities capabilities, Timestamp now,
        out FrameworkId id)
    {
        Enter(now);
        id = default;
        AllocatorStatus status = CheckName(name);
        status = status == AllocatorStatus.Ok ? CheckRoles(roles) : status;
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        int framework = InsertFramework(name, capabilities);
        for (int i = roles.Length - 1; i >= 0; i--)
        {
            int client = AddClient(framework, roles[i].Index);
            _clients[client].Subscribed = true;
        }

        PlaceClients(framework);

        id = _frameworks.IdOf(framework);
        FrameworkJoined(framework);
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

        int framework = id.Index;
        _maintenance.ForgetFramework(framework);
        for (int c = _frameworks[framework].FirstClient; c >= 0;
            c = _frameworks[framework].FirstClient)
        {
            ReturnAll(c);
            RemoveClient(c);
        }

        _hoard?.Forget(framework);
        _frameworkNames.Remove(_frameworks[framework].Name!);
        _orderIsStale = true;
        _frameworks.Remove(framework);
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
        _maintenance.ClearFiltersOf(id.Index);
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
        PlaceClients(id.Index);

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
    /// Offers to a framework under some roles again, clears its refuse filters there and all its
    /// inverse-offer filters, and asks for a run over all agents. Reviving a role that was not
    /// suppressed clears its filters, too (Mesos).
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

        _maintenance.ClearFiltersOf(id.Index);
        for (int c = _frameworks[id.Index].FirstClient; c >= 0; c = _clients[c].NextOfFramework)
        {
            if (IsNamed(c, roles))
            {
                _clients[c].Suppressed = false;
                _filters.ClearClient(c);
            }
        }

        PlaceClients(id.Index);

        ClientsAwoke();
        return AllocatorStatus.Ok;
    }
}
