using System;
using System.Collections.Generic;

namespace Offers;

/// <content>
/// What a <see cref="Cluster"/> does with offers beyond what frameworks may. Offers go by row here.
/// </content>
public sealed partial class Allocator
{
    /// <summary>The row of an open offer, or -1.</summary>
    internal int RowOf(OfferId offer) => _offers.IsOpen(offer) ? offer.Index : -1;

    internal OfferId IdOf(int offer) => _offers.IdOf(offer);

    internal RoleId RoleOf(int offer) => new(_clients[_offers.Lists.ClientOf(offer)].Role);

    internal AgentId AgentOf(int offer) => _agents.IdOf(_offers.Lists.AgentOf(offer));

    internal FrameworkId FrameworkOf(int offer) =>
        _frameworks.IdOf(_clients[_offers.Lists.ClientOf(offer)].Framework);

    internal bool IsSubscribed(FrameworkId framework, RoleId role) =>
        FindClient(framework.Index, role) is >= 0 and int client && _clients[client].Subscribed;

    internal void LoadOffer(int offer, Portion into) =>
        into.Load(_offers.Amounts(offer), _offers.Marked(offer));

    internal ResourceSet SetOf(int offer) =>
        SetOf(_offers.Amounts(offer), _offers.Marked(offer));

    /// <summary>Closes an offer; what it had is free again, nobody is told.</summary>
    internal void Discard(int offer, Timestamp now)
    {
        Enter(now);
        int client = _offers.Lists.ClientOf(offer);
        ReturnOffer(offer);
        Untrack(client);
    }

    /// <summary>Puts what one offer has into another of the same client and agent.</summary>
    internal void Merge(int into, int from, Timestamp now)
    {
        Enter(now);
        _used.Load(_offers.Amounts(from), _offers.Marked(from));
        int client = _offers.Lists.ClientOf(from);
        int agent = _offers.Lists.AgentOf(from);
        CloseOffer(from);
        _offers.Append(into, _used);
        _hoard?.Open(
            _clients[client].Framework, HoardedPart(client, agent, _used, into), isNew: false);
    }

    /// <summary>
    /// Ends an offer: a part becomes allocated, a part returns as it is, and a part behind a
    /// filter. Together they are the offer.
    /// </summary>
    internal void Settle(
        int offer, Portion launched, Portion returned, Portion declined, TimeSpan refuse,
        Timestamp now)
    {
        Enter(now);
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        CloseOffer(offer);
        if (!launched.IsEmpty)
        {
            _holdings.Add(client, agent, launched.Plain, launched.Marked);
        }

        if (!returned.IsEmpty)
        {
            GiveBack(client, agent, returned);
        }

        if (!declined.IsEmpty)
        {
            GiveBack(client, agent, declined);
            Refuse(client, agent, declined, refuse, now);
        }

        Untrack(client);
    }

    /// <summary>Refuses resources that are not offered: a filter, and nothing else.</summary>
    internal void RefuseUnoffered(
        FrameworkId framework, RoleId role, AgentId agent, Portion refused, TimeSpan refuse,
        Timestamp now)
    {
        Enter(now);
        int client = FindClient(framework.Index, role);
        if (client >= 0)
        {
            Refuse(client, agent.Index, refused, refuse, now);
        }
    }

    /// <summary>Carries out operations on what one offer has, all or none.</summary>
    internal AllocatorStatus ConvertOffer(
        int offer, ReadOnlySpan<Conversion> conversions, Timestamp now)
    {
        Enter(now);
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        ResourceSet before = SetOf(_offers.Amounts(offer), _offers.Marked(offer));
        ResourceSet total = TotalOf(agent);
        ResourceSet held = before;
        AllocatorStatus status = Convert(conversions, takesCopies: true, ref held, ref total);
        if (status == AllocatorStatus.Ok && !held.Equals(before))
        {
            EmptyOffer(offer);
            Replace(client, agent, offer, before, held, total);
        }

        return status;
    }

    /// <summary>
    /// Books resources as allocated without an offer: an agent has them in use, or they are free
    /// and first come has them.
    /// </summary>
    internal void Claim(
        FrameworkId framework, string role, AgentId agent, ResourceSet resources, Timestamp now)
    {
        Enter(now);
        UsedResources use = new(NameOf(framework), role, resources);
        TakeReported(Known(agent), use);
        FreeChanged(agent.Index);
    }

    /// <summary>Returns allocated resources, which the caller knows to be there.</summary>
    internal AllocatorStatus Release(
        FrameworkId framework, RoleId role, AgentId agent, Portion resources, Timestamp now)
    {
        Enter(now);
        AllocatorStatus status = FindHolder(framework, role, agent, out int client);
        return status == AllocatorStatus.Ok
            ? RecoverPart(client, agent.Index, resources, default, now)
            : status;
    }

    /// <summary>
    /// What is free, unreserved and not revocable in the cell, in lanes; valid until the next call.
    /// O(agents with items).
    /// </summary>
    internal ReadOnlySpan<long> FreeHeadroom(Timestamp now)
    {
        Enter(now);
        SumHeadroom();
        return _available;
    }

    internal bool IsActive(AgentId agent) => _agents[agent.Index].Active;

    internal bool IsActive(FrameworkId framework) => _frameworks[framework.Index].Active;

    /// <summary>The role with a name, if it was ever named.</summary>
    internal bool TryFindRole(string name, out RoleId role)
    {
        bool isFound = _roles.TryFind(name, out int row);
        role = new RoleId(row);
        return isFound;
    }

    /// <summary>
    /// The roles under which a framework is tracked: subscribed to, or with something held.
    /// </summary>
    internal List<RoleId> RolesOf(FrameworkId framework)
    {
        List<RoleId> roles = [];
        for (int c = _frameworks[framework.Index].FirstClient; c >= 0;
            c = _clients[c].NextOfFramework)
        {
            if (!_clients[c].IsForgotten)
            {
                roles.Add(new RoleId(_clients[c].Role));
            }
        }

        return roles;
    }

    /// <summary>How many lanes a portion has.</summary>
    internal int Width => _cellTotal.Length;

    /// <summary>Follows a schema that grew; no time passes.</summary>
    internal void Prepare(Timestamp now) => Look(now);

    /// <summary>A portion of the caller's, kept as wide as the schema.</summary>
    internal Portion NewPortion()
    {
        Portion portion = new(_cellTotal.Length / ResourceSchema.LanesPerStride);
        _portions = [.. _portions, portion];
        return portion;
    }
}
