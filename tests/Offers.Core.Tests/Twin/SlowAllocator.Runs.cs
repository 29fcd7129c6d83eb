namespace Offers.Core.Tests;

internal sealed partial class SlowAllocator
{
    public bool RunPending(Timestamp now)
    {
        if (!HasPendingRun)
        {
            return false;
        }

        Run(_pendingAll ? [.. Agents] : [.. _pendingAgents], now);
        return true;
    }

    public int RunBatch(Timestamp now)
    {
        int effectsBefore = Effects.Count;
        Run([.. Agents], now);
        Batches++;
        EndFilters(now);
        return Effects.Count - effectsBefore;
    }

    private void Run(List<SlowAgent> candidates, Timestamp now)
    {
        EndFilters(now);
        SortForVisit(candidates);
        foreach (SlowAgent agent in candidates)
        {
            if (agent.Active)
            {
                Visit(agent, now);
            }
        }

        Runs++;
        HasPendingRun = false;
        _pendingAll = false;
        _pendingAgents.Clear();
    }

    private void EndFilters(Timestamp now) =>
        Filters.RemoveAll(f => f.End <= now && !(f.NeedsBatch && f.BatchesBefore == Batches));

    private void SortForVisit(List<SlowAgent> agents)
    {
        ulong step = StableHash.Mix((ulong)Runs + 0x9E3779B97F4A7C15UL);
        ulong key = StableHash.Mix(options.Seed ^ step);
        ulong Place(SlowAgent agent) => StableHash.Mix(StableHash.Of(agent.Name) ^ key);
        agents.Sort((a, b) => options.VisitOrder switch
        {
            AgentVisitOrder.ByName => string.CompareOrdinal(a.Name, b.Name),
            AgentVisitOrder.ByNameDescending => string.CompareOrdinal(b.Name, a.Name),
            AgentVisitOrder.ByAddition => a.Sequence.CompareTo(b.Sequence),
            _ => (Place(a), a.Index).CompareTo((Place(b), b.Index)),
        });
    }

    /// <summary>The agent goes whole to the first framework that may take it.</summary>
    private void Visit(SlowAgent agent, Timestamp now)
    {
        Bag free = FreeOn(agent);
        if (!IsLargeEnough(free))
        {
            return;
        }

        foreach (SlowRole role in RolesInOrder())
        {
            foreach (SlowFramework framework in FrameworksInOrder(role))
            {
                if (MayTake(framework, role, agent, free))
                {
                    Grant(framework, role, agent, free, now);
                    return;
                }
            }
        }
    }

    private bool IsLargeEnough(Bag free)
    {
        if (free.IsEmpty)
        {
            return false;
        }

        if (options.MinimumOffers is null)
        {
            return free["cpus"] >= 10 || free["mem"] >= 32_000;
        }

        return options.MinimumOffers.Count == 0
            || options.MinimumOffers.Any(minimum => free.Contains(Bag.Of(minimum, schema)));
    }

    private List<SlowRole> RolesInOrder()
    {
        List<(Ratio Share, SlowRole Role)> roles = [.. Roles.Select(r => (ShareOf(r), r))];
        roles.Sort((a, b) =>
        {
            int order = a.Share.CompareTo(b.Share);
            order = order != 0 ? order : a.Role.Grants.CompareTo(b.Role.Grants);
            return order != 0 ? order : string.CompareOrdinal(a.Role.Name, b.Role.Name);
        });
        return [.. roles.Select(r => r.Role)];
    }

    private List<SlowFramework> FrameworksInOrder(SlowRole role)
    {
        List<(Ratio Share, SlowFramework Framework)> frameworks =
        [
            .. Frameworks.Where(f => f.Roles.Contains(role)).Select(f => (ShareOf(f, role), f)),
        ];
        frameworks.Sort((a, b) =>
        {
            int order = a.Share.CompareTo(b.Share);
            order = order != 0
                ? order
                : a.Framework.Grants[role].CompareTo(b.Framework.Grants[role]);
            return order != 0
                ? order
                : string.CompareOrdinal(a.Framework.Name, b.Framework.Name);
        });
        return [.. frameworks.Select(f => f.Framework)];
    }

    private bool MayTake(SlowFramework framework, SlowRole role, SlowAgent agent, Bag free)
    {
        if (!framework.Active || framework.Suppressed.Contains(role))
        {
            return false;
        }

        if (options.FilterGpuAgents && !framework.TakesGpus && agent.Total["gpus"] > 0)
        {
            return false;
        }

        return !Filters.Exists(f => f.Framework == framework && f.Role == role
            && f.Agent == agent && f.Refused.Contains(free));
    }

    private void Grant(
        SlowFramework framework, SlowRole role, SlowAgent agent, Bag resources, Timestamp now)
    {
        SlowHolding offer = new()
        {
            Framework = framework,
            Role = role,
            Agent = agent,
            Resources = resources,
            Made = now,
        };
        Offers.Add(offer);
        Effects.Add(new SlowEffect(EffectKind.Offered, RescindCause.None, offer, resources));
        role.Grants++;
        framework.Grants[role]++;
    }
}
