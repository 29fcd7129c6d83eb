namespace Offers;

/// <content>What agents have, when that changes by itself (semantics 2.8).</content>
public sealed partial class Cluster
{
    private ClusterStatus Estimate(ReportRevocable report, ClusterAgent agent)
    {
        if (!report.Revocable.NonRevocable.IsEmpty)
        {
            return ClusterStatus.InvalidValue;
        }

        ResourceSet total = _allocator.TotalSetOf(agent.Id).NonRevocable + report.Revocable;
        if (!SetTotal(agent, total))
        {
            return ClusterStatus.CellTooLarge;
        }

        for (OpenOffer? offer = agent.Offers.First; offer is not null;)
        {
            OpenOffer? next = agent.Offers.After(offer);
            LoadOffer(offer, _piece);
            if (_piece.HasRevocables)
            {
                Rescind(offer, RescindReason.ResourcesChanged);
            }

            offer = next;
        }

        return Done(Durability.Lazy);
    }

    private ClusterStatus Recount(ReportTotal report, ClusterAgent agent)
    {
        if (!SetTotal(agent, report.Total))
        {
            return ClusterStatus.CellTooLarge;
        }

        RescindAllOn(agent, RescindReason.ResourcesChanged);
        return Done(Durability.Synced);
    }

    private bool SetTotal(ClusterAgent agent, ResourceSet total)
    {
        UpdateAgent update = new(agent.Name) { Resources = total };
        bool isDone = _allocator.Apply(update, _now) == AllocatorStatus.Ok;
        if (isDone)
        {
            agent.Profile = agent.Profile with { Resources = total };
        }

        return isDone;
    }
}
