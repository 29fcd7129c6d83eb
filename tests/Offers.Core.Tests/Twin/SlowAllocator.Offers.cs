namespace Offers.Core.Tests;

internal sealed partial class SlowAllocator
{
    public AllocatorStatus Accept(SlowHolding? offer, Bag used, TimeSpan refuse, Timestamp now)
    {
        if (offer is null || !Offers.Contains(offer))
        {
            return AllocatorStatus.OfferClosed;
        }

        if (!offer.Resources.Contains(used))
        {
            return AllocatorStatus.ExceedsOffer;
        }

        Offers.Remove(offer);
        Allocate(offer, used);
        Bag rest = offer.Resources.Less(used);
        if (!rest.IsEmpty)
        {
            InstallFilter(offer, rest, refuse, now);
            AskAfterReturn(offer.Agent);
        }

        return AllocatorStatus.Ok;
    }

    public AllocatorStatus Rescind(SlowHolding? offer)
    {
        if (offer is null || !Offers.Remove(offer))
        {
            return AllocatorStatus.OfferClosed;
        }

        Effects.Add(Rescinded(offer, RescindCause.Requested));
        AskAfterReturn(offer.Agent);
        return AllocatorStatus.Ok;
    }

    public int ExpireOffers(Timestamp now)
    {
        int expired = 0;
        while (NextOfferTimeout() <= now)
        {
            SlowHolding oldest = Offers[0];
            if (NextOfferTimeout() == Timestamp.Never)
            {
                break;
            }

            Offers.RemoveAt(0);
            Effects.Add(Rescinded(oldest, RescindCause.TimedOut));
            AskAfterReturn(oldest.Agent);
            expired++;
        }

        return expired;
    }

    public Timestamp NextOfferTimeout() =>
        options.OfferTimeout is { } timeout && Offers.Count > 0
            ? Offers[0].Made + timeout
            : Timestamp.Never;

    public AllocatorStatus Recover(
        SlowFramework? framework, SlowRole? role, SlowAgent? agent, Bag resources)
    {
        if (agent is not { Alive: true })
        {
            return AllocatorStatus.UnknownAgent;
        }

        if (framework is not { Alive: true })
        {
            return AllocatorStatus.UnknownFramework;
        }

        if (role is null || !framework.Roles.Contains(role))
        {
            return AllocatorStatus.NotSubscribed;
        }

        if (!AllocatedTo(framework, role, agent).Contains(resources))
        {
            return AllocatorStatus.ExceedsAllocation;
        }

        if (!resources.IsEmpty)
        {
            SlowHolding allocation = FindAllocation(framework, role, agent)!;
            allocation.Resources = allocation.Resources.Less(resources);
            Allocations.RemoveAll(a => a.Resources.IsEmpty);
            AskAfterReturn(agent);
        }

        return AllocatorStatus.Ok;
    }

    private void Allocate(SlowHolding offer, Bag used)
    {
        if (used.IsEmpty)
        {
            return;
        }

        SlowHolding? allocation = FindAllocation(offer.Framework, offer.Role, offer.Agent);
        if (allocation is null)
        {
            allocation = new SlowHolding
            {
                Framework = offer.Framework,
                Role = offer.Role,
                Agent = offer.Agent,
                Resources = new Bag(),
            };
            Allocations.Add(allocation);
        }

        allocation.Resources.Add(used);
    }

    private void InstallFilter(SlowHolding offer, Bag refused, TimeSpan refuse, Timestamp now)
    {
        TimeSpan duration = refuse < TimeSpan.Zero ? AllocatorOptions.DefaultRefusal : refuse;
        if (duration > AllocatorOptions.LongestRefusal)
        {
            duration = AllocatorOptions.LongestRefusal;
        }

        if (duration == TimeSpan.Zero)
        {
            return;
        }

        bool isShort = duration <= options.Interval;
        Filters.Add(new SlowFilter
        {
            Framework = offer.Framework,
            Role = offer.Role,
            Agent = offer.Agent,
            Refused = refused,
            End = now + (isShort ? options.Interval : duration),
            NeedsBatch = isShort,
            BatchesBefore = Batches,
        });
    }
}
