using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Accepts what a framework has in open offers on an agent under a role, as one sum: what is
    /// used becomes allocated, the rest is declined with one refuse filter.
    /// </summary>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>,
    /// <see cref="AllocatorStatus.UnknownFramework"/>, <see cref="AllocatorStatus.NotSubscribed"/>,
    /// <see cref="AllocatorStatus.OfferClosed"/> (none is open) or
    /// <see cref="AllocatorStatus.ExceedsOffer"/>. Nothing appears in the outbox. Allocates.
    /// </returns>
    public AllocatorStatus AcceptAll(
        FrameworkId framework, RoleId role, AgentId agent, ResourceSet used, TimeSpan refuse,
        Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(used);
        Enter(now);
        AllocatorStatus status = CheckOffered(framework, role, agent, used, out int client);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        ResourceSet rest = OfferedOn(client, agent.Index) - used;
        TakeFromOffers(client, agent.Index, null);
        if (!used.IsEmpty)
        {
            _used.Load(used);
            _holdings.Add(client, agent.Index, _used.Plain, _used.Marked);
        }

        GiveBackRefused(client, agent.Index, rest, refuse, now);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Returns a part, or all, of what a framework has in open offers on an agent under a role,
    /// with one refuse filter; what is not returned stays offered, the youngest offers being
    /// the first to shrink.
    /// </summary>
    /// <param name="framework">Whose offers.</param>
    /// <param name="role">Under which role.</param>
    /// <param name="agent">Where.</param>
    /// <param name="resources">What to return; null for all.</param>
    /// <param name="refuse">As for <see cref="Decline"/>.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// As <see cref="AcceptAll"/>. Nothing appears in the outbox. Allocates.
    /// </returns>
    public AllocatorStatus DeclineAll(
        FrameworkId framework, RoleId role, AgentId agent, ResourceSet? resources, TimeSpan refuse,
        Timestamp now)
    {
        Enter(now);
        AllocatorStatus status = CheckOffered(
            framework, role, agent, resources ?? ResourceSet.Empty, out int client);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        ResourceSet returned = resources ?? OfferedOn(client, agent.Index);
        TakeFromOffers(client, agent.Index, resources);
        GiveBackRefused(client, agent.Index, returned, refuse, now);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// What a framework has in open offers on an agent under a role. Allocates.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// An id is unknown or the role is not subscribed.
    /// </exception>
    public ResourceSet OfferedTo(FrameworkId framework, RoleId role, AgentId agent) =>
        OfferedOn(Known(framework, role), Known(agent));

    private AllocatorStatus CheckOffered(
        FrameworkId framework, RoleId role, AgentId agent, ResourceSet wanted, out int client)
    {
        AllocatorStatus status = FindHolder(framework, role, agent, out client);
        if (status != AllocatorStatus.Ok)
        {
            return status;
        }

        ResourceSet offered = OfferedOn(client, agent.Index);
        return offered.IsEmpty ? AllocatorStatus.OfferClosed
            : !offered.Contains(wanted) ? AllocatorStatus.ExceedsOffer
            : AllocatorStatus.Ok;
    }

    private ResourceSet OfferedOn(int client, int agent)
    {
        ResourceSet sum = ResourceSet.Empty;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            if (_offers.Lists.ClientOf(o) == client)
            {
                sum += SetOf(_offers.Amounts(o), _offers.Marked(o));
            }
        }

        return sum;
    }

    /// <summary>
    /// Takes resources, or everything, out of a client's open offers on an agent.
    /// </summary>
    private void TakeFromOffers(int client, int agent, ResourceSet? resources)
    {
        ResourceSet left = resources ?? ResourceSet.Empty;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0;)
        {
            int next = _offers.Lists.NextOnAgent(o);
            if (_offers.Lists.ClientOf(o) == client)
            {
                ResourceSet offered = SetOf(_offers.Amounts(o), _offers.Marked(o));
                ResourceSet kept = resources is null ? ResourceSet.Empty : offered - left;
                left -= offered;
                Shorten(o, offered - kept, closes: kept.IsEmpty);
            }

            o = next;
        }
    }

    private void Shorten(int offer, ResourceSet taken, bool closes)
    {
        if (closes)
        {
            CloseOffer(offer);
        }
        else if (!taken.IsEmpty)
        {
            int client = _offers.Lists.ClientOf(offer);
            _closed.Load(taken);
            _offers.Subtract(offer, _closed);
            _moved = true;
            _hoard?.Reduce(
                _clients[client].Framework,
                HoardedPart(client, _offers.Lists.AgentOf(offer), _closed, -1));
        }
    }

    private void GiveBackRefused(
        int client, int agent, ResourceSet returned, TimeSpan refuse, Timestamp now)
    {
        if (!returned.IsEmpty)
        {
            _returned.Load(returned);
            GiveBack(client, agent, _returned);
            Refuse(client, agent, _returned, refuse, now);
        }

        Untrack(client);
    }
}
