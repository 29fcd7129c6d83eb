using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Carries out operations on what a framework has in open offers or has allocated on an agent
    /// under a role: each conversion in order, all or none. The agent's total changes with them;
    /// shares follow, grant counts do not. No run.
    /// </summary>
    /// <param name="framework">Whose resources.</param>
    /// <param name="role">Under which role.</param>
    /// <param name="agent">Where.</param>
    /// <param name="conversions">What becomes what.</param>
    /// <param name="allocated">
    /// True for allocated resources, false for offered ones. If several offers are open there, they
    /// become one, the oldest.
    /// </param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>,
    /// <see cref="AllocatorStatus.UnknownFramework"/>, <see cref="AllocatorStatus.NotSubscribed"/>,
    /// <see cref="AllocatorStatus.NotConserved"/>, <see cref="AllocatorStatus.NotHeld"/> or
    /// <see cref="AllocatorStatus.CellTooLarge"/>. Nothing appears in the outbox. Allocates;
    /// O(items on the agent).
    /// </returns>
    public AllocatorStatus Convert(
        FrameworkId framework, RoleId role, AgentId agent, ReadOnlySpan<Conversion> conversions,
        bool allocated, Timestamp now)
    {
        Enter(now);
        AllocatorStatus status = FindHolder(framework, role, agent, out int client);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        ResourceSet before = allocated
            ? AllocatedOn(client, agent.Index)
            : OfferedOn(client, agent.Index);
        ResourceSet total = TotalOf(agent.Index);
        ResourceSet held = before;
        status = Convert(conversions, takesCopies: true, ref held, ref total);
        if (status != AllocatorStatus.Ok || held.Equals(before))
        {
            return status;
        }

        if (before.IsEmpty)
        {
            // More copies of a shared item, for somebody who has nothing there.
            return AllocatorStatus.NotHeld;
        }

        int offer = allocated ? -1 : EmptyOffers(client, agent.Index);
        Replace(client, agent.Index, offer, before, held, total);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Carries out an operator's operations on free resources of an agent: each conversion in
    /// order, all or none. No run.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>, <see cref="AllocatorStatus.NotConserved"/>,
    /// <see cref="AllocatorStatus.NotFree"/> or <see cref="AllocatorStatus.CellTooLarge"/>. Nothing
    /// appears in the outbox. Allocates; O(items on the agent).
    /// </returns>
    public AllocatorStatus ConvertFree(
        AgentId agent, ReadOnlySpan<Conversion> conversions, Timestamp now)
    {
        Enter(now);
        if (!_agents.IsValid(agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        ResourceSet free = FreeSetOn(agent);
        ResourceSet total = TotalOf(agent.Index);
        AllocatorStatus status = Convert(conversions, takesCopies: false, ref free, ref total);
        if (status == AllocatorStatus.Ok)
        {
            SetTotal(agent.Index, _total.Load(total));
            FreeChanged(agent.Index);
        }

        return status == AllocatorStatus.NotHeld ? AllocatorStatus.NotFree : status;
    }

    /// <summary>All free resources of an agent, items included. Allocates.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public ResourceSet FreeSetOn(AgentId agent) => ResourceSet.From(
        Schema,
        ResourceVector.FromLanes(_agents.Free(Known(agent))),
        _agents[agent.Index].IsMarked ? _agents.Marks(agent.Index).Free : null);

    /// <summary>All resources of an agent, items included. Allocates.</summary>
    /// <exception cref="ArgumentException">No agent has this id.</exception>
    public ResourceSet TotalSetOf(AgentId agent) => TotalOf(Known(agent));

    /// <summary>
    /// What a framework has allocated on an agent under a role, items included. Allocates.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// An id is unknown or the role is not subscribed.
    /// </exception>
    public ResourceSet AllocatedSetTo(FrameworkId framework, RoleId role, AgentId agent) =>
        AllocatedOn(Known(framework, role), Known(agent));

    private ResourceSet AllocatedOn(int client, int agent)
    {
        int holding = _holdings.Find(client, agent);
        return holding < 0
            ? ResourceSet.Empty
            : SetOf(_holdings.Amounts(holding), _holdings.Marked(holding));
    }

    private ResourceSet SetOf(ReadOnlySpan<long> plain, ItemBag? marked) =>
        ResourceSet.From(Schema, ResourceVector.FromLanes(plain), marked);

    /// <summary>
    /// Puts other resources in the place of what a client has on an agent: out of all books, the
    /// agent's total changed, and into the books again without a grant: in an offer that has been
    /// emptied for it or, at -1, as allocated.
    /// </summary>
    private void Replace(
        int client, int agent, int offer, ResourceSet before, ResourceSet after, ResourceSet total)
    {
        if (offer < 0)
        {
            _holdings.Remove(_holdings.Find(client, agent));
        }

        _returned.Load(before);
        GiveBackBooks(client, agent, _returned);
        SetTotal(agent, _total.Load(total));
        _used.Load(after);
        _agents.Claim(agent, _used.Plain);
        _agents.TakeMarked(agent, _used.Marked);
        RestoreMarked(agent);
        if (!after.IsEmpty)
        {
            TakeConverted(client, agent, offer);
        }
        else if (offer >= 0)
        {
            CloseOffer(offer);
        }

        FreeChanged(agent);
        Untrack(client);
    }

    /// <summary>Books what was converted, to the emptied offer or (-1) as allocated.</summary>
    private void TakeConverted(int client, int agent, int offer)
    {
        if (offer < 0)
        {
            _holdings.Add(client, agent, _used.Plain, _used.Marked);
        }
        else
        {
            _offers.Append(offer, _used);
            _hoard?.Open(
                _clients[client].Framework, HoardedPart(client, agent, _used, offer),
                isNew: false);
        }

        CountWhole(client, agent, _used, grants: 0);
    }

    /// <summary>
    /// Closes all offers of a client on an agent but the oldest, and empties that one.
    /// </summary>
    private int EmptyOffers(int client, int agent)
    {
        int kept = -1;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0;)
        {
            int next = _offers.Lists.NextOnAgent(o);
            if (_offers.Lists.ClientOf(o) == client)
            {
                if (kept >= 0)
                {
                    CloseOffer(kept);
                }

                kept = o;
            }

            o = next;
        }

        EmptyOffer(kept);
        return kept;
    }

    private void EmptyOffer(int offer)
    {
        int client = _offers.Lists.ClientOf(offer);
        _closed.Load(_offers.Amounts(offer), _offers.Marked(offer));
        _offers.Subtract(offer, _closed);
        _moved = true;
        _hoard?.Reduce(
            _clients[client].Framework,
            HoardedPart(client, _offers.Lists.AgentOf(offer), _closed, offer));
    }

    private static AllocatorStatus Convert(
        ReadOnlySpan<Conversion> conversions, bool takesCopies, ref ResourceSet held,
        ref ResourceSet total)
    {
        foreach (Conversion conversion in conversions)
        {
            if (!IsConserved(conversion, takesCopies))
            {
                return AllocatorStatus.NotConserved;
            }
        }

        foreach (Conversion conversion in conversions)
        {
            (ResourceSet consumed, ResourceSet converted) = conversion;
            bool copies = consumed.IsEmpty;
            if (!held.Contains(consumed) || !total.Contains(copies ? converted : consumed))
            {
                return AllocatorStatus.NotHeld;
            }

            if (!TryAdd(held - consumed, converted, out held)
                || !TryAdd(total - consumed, copies ? ResourceSet.Empty : converted, out total))
            {
                return AllocatorStatus.CellTooLarge;
            }
        }

        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Whether a conversion keeps the quantities, lets everything go, or only takes further copies
    /// of shared volumes.
    /// </summary>
    private static bool IsConserved(Conversion conversion, bool takesCopies)
    {
        (ResourceSet consumed, ResourceSet converted) = conversion;
        if (!consumed.IsEmpty || converted.IsEmpty)
        {
            return converted.IsEmpty || consumed.Quantities == converted.Quantities;
        }

        bool areShared = takesCopies && converted.Plain.IsZero;
        for (int i = 0; areShared && i < converted.Marked!.Count; i++)
        {
            areShared = converted.Marked[i].Id.IsShared;
        }

        return areShared;
    }
}
