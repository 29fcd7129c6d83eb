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

        ResourceSet own = _allocator.TotalSetOf(agent.Id).NonRevocable;
        if (!ResourceSet.TryAdd(own, report.Revocable, out ResourceSet total)
            || !SetTotal(agent, total, agent.Profile.ResourceVersion))
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
        if (!IsNews(report.ResourceVersion, agent))
        {
            return Done(Durability.None);
        }

        if (!SetTotal(agent, report.Total, report.ResourceVersion))
        {
            return ClusterStatus.CellTooLarge;
        }

        RescindAllOn(agent, RescindReason.ResourcesChanged);
        return Done(Durability.Synced);
    }

    /// <summary>
    /// Whether the books lack a total. One of a version that they have would undo operations that
    /// are under way to the agent.
    /// </summary>
    private static bool IsNews(long version, ClusterAgent agent) =>
        version == 0 || version > agent.Profile.ResourceVersion;

    private bool SetTotal(ClusterAgent agent, ResourceSet total, long version)
    {
        UpdateAgent update = new(agent.Name) { Resources = total };
        bool isDone = _allocator.Apply(update, _now) == AllocatorStatus.Ok;
        if (isDone)
        {
            agent.Profile = agent.Profile with { Resources = total, ResourceVersion = version };
        }

        return isDone;
    }
}
