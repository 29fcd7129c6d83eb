using System;

namespace Offers;

public sealed partial class Allocator
{
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

        int offer = id.Index;
        Span<long> taken = Scratch(used);
        Span<long> rest = _scratch.Row(1);
        if (!Lanes.Fits(taken, _offers.Amounts(offer)))
        {
            return AllocatorStatus.ExceedsOffer;
        }

        Lanes.Remainder(_offers.Amounts(offer), taken, rest);
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        _offers.Close(offer);
        if (!Lanes.IsZero(taken))
        {
            _holdings.Add(client, agent, taken);
        }

        if (!Lanes.IsZero(rest))
        {
            GiveBack(client, agent, rest);
            Refuse(client, agent, rest, refuse, now);
        }

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
        ReadOnlySpan<long> rest = ReturnOffer(id.Index);
        Refuse(client, agent, rest, refuse, now);
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

        Withdraw(id.Index, RescindCause.Requested);
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
            Withdraw(_offers.Oldest, RescindCause.TimedOut);
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
        if (!_agents.IsValid(agent))
        {
            return AllocatorStatus.UnknownAgent;
        }

        if (!_frameworks.IsValid(framework))
        {
            return AllocatorStatus.UnknownFramework;
        }

        int client = FindClient(framework.Index, role);
        if (client < 0)
        {
            return AllocatorStatus.NotSubscribed;
        }

        Span<long> amounts = Scratch(resources);
        if (Lanes.IsZero(amounts))
        {
            return AllocatorStatus.Ok;
        }

        int holding = _holdings.Find(client, agent.Index);
        if (holding < 0 || !Lanes.Fits(amounts, _holdings.Amounts(holding)))
        {
            return AllocatorStatus.ExceedsAllocation;
        }

        _holdings.Subtract(holding, amounts);
        GiveBack(client, agent.Index, amounts);
        return AllocatorStatus.Ok;
    }

    private void Refuse(
        int client, int agent, ReadOnlySpan<long> refused, TimeSpan refuse, Timestamp now)
    {
        if (refuse == TimeSpan.Zero || !_frameworks[_clients[client].Framework].Active)
        {
            return;
        }

        TimeSpan duration = refuse < TimeSpan.Zero ? AllocatorOptions.DefaultRefusal : refuse;
        duration = duration > AllocatorOptions.LongestRefusal
            ? AllocatorOptions.LongestRefusal
            : duration;
        _filters.Add(client, agent, refused, now, duration, Options.Interval);
    }

    private void Withdraw(int offer, RescindCause cause)
    {
        int client = _offers.Lists.ClientOf(offer);
        Effect effect = EffectOf(offer, client, _offers.Lists.AgentOf(offer), cause);
        Outbox.Add(effect, _offers.Amounts(offer));
        ReturnOffer(offer);
    }

    private Effect EffectOf(int offer, int client, int agent, RescindCause cause) => new(
        cause == RescindCause.None ? EffectKind.Offered : EffectKind.Rescinded,
        cause,
        _offers.IdOf(offer),
        new FrameworkId(_clients[client].Framework, _clients[client].FrameworkGeneration),
        new RoleId(_clients[client].Role),
        _agents.IdOf(agent));

    /// <summary>What it returns is valid until the next offer is made.</summary>
    private ReadOnlySpan<long> ReturnOffer(int offer)
    {
        ReadOnlySpan<long> amounts = _offers.Amounts(offer);
        int client = _offers.Lists.ClientOf(offer);
        int agent = _offers.Lists.AgentOf(offer);
        _offers.Close(offer);
        GiveBack(client, agent, amounts);
        return amounts;
    }

    private void ReturnHolding(int holding)
    {
        Span<long> amounts = _scratch.Row(0);
        _holdings.Amounts(holding).CopyTo(amounts);
        int client = _holdings.Lists.ClientOf(holding);
        int agent = _holdings.Lists.AgentOf(holding);
        _holdings.Remove(holding);
        GiveBack(client, agent, amounts);
    }

    /// <summary>Takes resources out of every book that counts them as out.</summary>
    private void GiveBack(int client, int agent, ReadOnlySpan<long> amounts)
    {
        _agents.GiveBack(agent, amounts);
        FreeChanged(agent);
        int role = _clients[client].Role;
        _clients.Book.Return(client, amounts);
        _roles.Book.Return(role, amounts);
        if (_clients.Book.HeapPosition(client) >= 0)
        {
            _roles[role].Clients.Moved(client);
        }

        if (_roles.Book.HeapPosition(role) >= 0)
        {
            _roleHeap.Moved(role);
        }

        if (Options.AllocateOnReturn)
        {
            MakeCandidate(agent);
        }
    }
}
