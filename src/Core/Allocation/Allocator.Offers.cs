using System;

namespace Offers;

public sealed partial class Allocator
{
    private readonly Portion _used;
    private readonly Portion _returned;
    private readonly Portion _closed;
    /// <summary>
    /// Accepts an open offer: what is used becomes allocated, the rest is declined with a refuse
    /// filter.
    /// </summary>
    /// <param name="id">The offer.</param>
    /// <param name="used">What the framework's tasks use of it; zero declines it whole.</param>
    /// <param name="refuse">
    /// How long the rest shall not be offered again to this framework, see <see cref="Decline"/>.
    /// </param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.OfferClosed"/> or <see cref="AllocatorStatus.ExceedsOffer"/>
    /// (then the offer stays open). Nothing appears in the outbox. O(log of roles and frameworks).
    /// </returns>
    public AllocatorStatus Accept(
        OfferId id, in ResourceVector used, TimeSpan refuse, Timestamp now)
    {
        Enter(now);
        if (!_offers.IsOpen(id))
        {
            return AllocatorStatus.OfferClosed;
        }

        return AcceptPart(id.Index, _used.Load(used), refuse, now);
    }

    /// <summary>
    /// Accepts an open offer, as the other overload does, with resources of any sort.
    /// </summary>
    /// <inheritdoc cref="Accept(OfferId, in ResourceVector, TimeSpan, Timestamp)"/>
    public AllocatorStatus Accept(OfferId id, ResourceSet used, TimeSpan refuse, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(used);
        Enter(now);
        return _offers.IsOpen(id)
            ? AcceptPart(id.Index, _used.Load(used), refuse, now)
            : AllocatorStatus.OfferClosed;
    }

    private AllocatorStatus AcceptPart(int offer, Portion used, TimeSpan refuse, Timestamp now)
    {
        _returned.Load(_offers.Amounts(offer), _offers.Marked(offer));
        if (!_returned.Contains(used))
        {
            return AllocatorStatus.ExceedsOffer;
        }

        _returned.Subtract(used);
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        CloseOffer(offer);
        if (!used.IsEmpty)
        {
            _holdings.Add(client, agent, used.Plain, used.Marked);
        }

        if (!_returned.IsEmpty)
        {
            GiveBack(client, agent, _returned);
            Refuse(client, agent, _returned, refuse, now);
        }

        Untrack(client);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Declines an open offer: its resources are free again, behind a refuse filter.
    /// </summary>
    /// <param name="id">The offer.</param>
    /// <param name="refuse">
    /// How long no offer of that agent that these resources contain shall be made to this framework
    /// under this role. Zero: no filter. Negative: 5 s. Above 365 days: 365 days. It lasts at least
    /// one interval; one no longer than that lasts, beyond it, through one batch (MESOS-4302).
    /// </param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok or <see cref="AllocatorStatus.OfferClosed"/>. Nothing appears in the outbox.
    /// O(log of roles and frameworks).
    /// </returns>
    public AllocatorStatus Decline(OfferId id, TimeSpan refuse, Timestamp now)
    {
        Enter(now);
        if (!_offers.IsOpen(id))
        {
            return AllocatorStatus.OfferClosed;
        }

        int client = _offers.Lists.ClientOf(id.Index);
        int agent = _offers.Lists.AgentOf(id.Index);
        ReturnOffer(id.Index);
        Refuse(client, agent, _returned, refuse, now);
        Untrack(client);
        return AllocatorStatus.Ok;
    }

    /// <summary>Withdraws an open offer; its resources are free again, without a filter.</summary>
    /// <returns>
    /// Ok, with one <see cref="EffectKind.Rescinded"/> in the outbox, or
    /// <see cref="AllocatorStatus.OfferClosed"/>.
    /// </returns>
    public AllocatorStatus Rescind(OfferId id, Timestamp now)
    {
        Enter(now);
        if (!_offers.IsOpen(id))
        {
            return AllocatorStatus.OfferClosed;
        }

        int client = _offers.Lists.ClientOf(id.Index);
        Withdraw(id.Index, RescindCause.Requested);
        Untrack(client);
        return AllocatorStatus.Ok;
    }

    /// <summary>
    /// Rescinds every offer that has been open for <see cref="AllocatorOptions.OfferTimeout"/>, the
    /// oldest first. Does nothing without that option. O(offers that run out).
    /// </summary>
    /// <returns>
    /// How many ran out; each puts one <see cref="EffectKind.Rescinded"/> into the outbox.
    /// </returns>
    public int ExpireOffers(Timestamp now)
    {
        Enter(now);
        int count = 0;
        while (NextOfferTimeout <= now)
        {
            int client = _offers.Lists.ClientOf(_offers.Oldest);
            Withdraw(_offers.Oldest, RescindCause.TimedOut);
            Untrack(client);
            count++;
        }

        return count;
    }

    /// <summary>
    /// When the oldest open offer runs out; <see cref="Timestamp.Never"/> if none does.
    /// </summary>
    public Timestamp NextOfferTimeout =>
        Options.OfferTimeout is { } length && _offers.Oldest >= 0
            ? new Timestamp(_offers[_offers.Oldest].MadeAt) + length
            : Timestamp.Never;

    /// <summary>
    /// Returns allocated resources: a task ended. Asks for a run only with
    /// <see cref="AllocatorOptions.AllocateOnReturn"/>.
    /// </summary>
    /// <param name="framework">Whose they are.</param>
    /// <param name="role">Under which role.</param>
    /// <param name="agent">Where.</param>
    /// <param name="resources">How much; at most what is allocated there.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Ok, <see cref="AllocatorStatus.UnknownAgent"/>,
    /// <see cref="AllocatorStatus.UnknownFramework"/>, <see cref="AllocatorStatus.NotSubscribed"/>
    /// or <see cref="AllocatorStatus.ExceedsAllocation"/>. Nothing appears in the outbox. O(log of
    /// roles and frameworks).
    /// </returns>
    public AllocatorStatus Recover(
        FrameworkId framework, RoleId role, AgentId agent, in ResourceVector resources,
        Timestamp now)
    {
        Enter(now);
        AllocatorStatus status = FindHolder(framework, role, agent, out int client);
        return status == AllocatorStatus.Ok
            ? RecoverPart(client, agent.Index, _used.Load(resources), default, now)
            : status;
    }

    /// <summary>
    /// Returns allocated resources of any sort: a task ended.
    /// </summary>
    /// <inheritdoc cref="Recover(FrameworkId, RoleId, AgentId, in ResourceVector, Timestamp)"/>
    public AllocatorStatus Recover(
        FrameworkId framework, RoleId role, AgentId agent, ResourceSet resources, Timestamp now)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Enter(now);
        AllocatorStatus status = FindHolder(framework, role, agent, out int client);
        return status == AllocatorStatus.Ok
            ? RecoverPart(client, agent.Index, _used.Load(resources), default, now)
            : status;
    }

    private AllocatorStatus FindHolder(
        FrameworkId framework, RoleId role, AgentId agent, out int client)
    {
        client = -1;
        if (!_agents.IsValid(agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        if (!_frameworks.IsValid(framework))
        {
            return AllocatorStatus.UnknownFramework;
        }

        client = FindClient(framework.Index, role);
        return client < 0 || _clients[client].IsForgotten
            ? AllocatorStatus.NotSubscribed
            : AllocatorStatus.Ok;
    }

    private AllocatorStatus RecoverPart(
        int client, int agent, Portion resources, TimeSpan refuse, Timestamp now)
    {
        if (resources.IsEmpty)
        {
            return AllocatorStatus.Ok;
        }

        int holding = _holdings.Find(client, agent);
        if (holding < 0)
        {
            return AllocatorStatus.ExceedsAllocation;
        }

        _returned.Load(_holdings.Amounts(holding), _holdings.Marked(holding));
        if (!_returned.Contains(resources))
        {
            return AllocatorStatus.ExceedsAllocation;
        }

        _holdings.Subtract(holding, resources);
        GiveBack(client, agent, resources);
        Refuse(client, agent, resources, refuse, now);
        Untrack(client);
        return AllocatorStatus.Ok;
    }
}
