namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>One run, step by step (semantics 1.6).</summary>
internal sealed partial class SlowCell
{
    private SlowRun _run = new();

    private void Run()
    {
        _isRunRequested = false;
        Runs++;
        StartRun();
        List<SlowAgent> visited =
        [
            .. _candidates.Select(id => _agents[id])
                .Where(a => a.IsActivated && _whitelist?.Contains(a.Hostname) != false),
        ];
        GuaranteeStage(InOrder(visited));
        FairShareStage(InOrder(visited));
        AskToLeave();
        _candidates.Clear();
        CheckRun();
    }

    private void GuaranteeStage(IReadOnlyList<SlowAgent> agents)
    {
        foreach (SlowAgent agent in agents)
        {
            foreach (string role in SortedRoles())
            {
                if (agent.Free.IsEmpty)
                {
                    break;
                }

                if (!QuotaOf(role).Guarantees.IsEmpty)
                {
                    Guarantee(agent, role);
                }
            }
        }
    }

    private void Guarantee(SlowAgent agent, string role)
    {
        foreach (string id in SortedFrameworks(role))
        {
            SlowQuantities unsatisfied = Unsatisfied(role);
            if (unsatisfied.IsEmpty)
            {
                return;
            }

            SlowPair pair = new(_frameworks[id], role, agent);
            if (_frameworks[id].Info.Constraints.Excludes(role, agent))
            {
                continue;
            }

            SlowResources free = FreeFor(agent, role);
            if (free.IsEmpty)
            {
                return;
            }

            SlowResources able = Receivable(pair, free);
            SlowResources quotaItems = able.Where(i => i.IsQuotaItem);
            SlowResources guaranteed = quotaItems
                .ShrinkToQuantities(unsatisfied).ShrinkToLimits(GuaranteeLimits(role));
            if (guaranteed.IsEmpty)
            {
                continue;
            }

            SlowResources extra = WithinQuota(
                quotaItems.Minus(guaranteed), role, guaranteed.Quantities);
            (guaranteed, extra) = Shaped(quotaItems, guaranteed, extra);
            SlowResources offer = guaranteed.Plus(extra).Plus(able.Where(i =>
                i.ReservationRole == role
                || (!i.IsReserved && (i.Kind != SlowKind.Scalar || i.IsRevocable))));
            if (!guaranteed.IsEmpty && IsWelcome(pair, offer))
            {
                Commit(pair, offer, guaranteed.Quantities, guaranteed.Plus(extra).Quantities);
            }
        }
    }

    private void FairShareStage(IReadOnlyList<SlowAgent> agents)
    {
        foreach (SlowAgent agent in agents)
        {
            List<SlowPair> starving = StarvingFirst(agent);
            foreach (SlowPair pair in starving)
            {
                OfferFairShare(pair);
            }

            foreach (string role in SortedRoles())
            {
                if (agent.Free.IsEmpty)
                {
                    break;
                }

                foreach (string id in SortedFrameworks(role))
                {
                    SlowPair pair = new(_frameworks[id], role, agent);
                    if (!starving.Contains(pair) && !OfferFairShare(pair))
                    {
                        break;
                    }
                }
            }
        }
    }

    /// <summary>
    /// False if nothing there is for the role, so that its others need not be asked.
    /// </summary>
    private bool OfferFairShare(SlowPair pair)
    {
        (SlowFramework framework, string role, SlowAgent agent) = pair;
        if (framework.Info.Constraints.Excludes(role, agent))
        {
            return true;
        }

        SlowResources free = FreeFor(agent, role);
        if (free.IsEmpty)
        {
            return false;
        }

        SlowResources able = Receivable(pair, free);
        SlowResources quotaItems = able.Where(i => i.IsQuotaItem);
        SlowResources given = WithinQuota(quotaItems, role, new());
        (_, given) = Shaped(quotaItems, SlowResources.None, given);
        SlowResources offer = given.Plus(able.Where(i => !i.IsQuotaItem));
        if (IsWelcome(pair, offer))
        {
            Commit(pair, offer, new(), given.Quantities);
        }

        return true;
    }

    /// <summary>
    /// What the role may use of the agent and this run has not offered as shared.
    /// </summary>
    private SlowResources FreeFor(SlowAgent agent, string role) => agent.Free
        .Minus(_run.SharedOffered.GetValueOrDefault(agent.Id, SlowResources.None))
        .Where(i => i.IsUsableBy(role));

    /// <summary>
    /// Nothing if the framework may not receive the agent or would not be content with all of it;
    /// else without the items that it does not know.
    /// </summary>
    private SlowResources Receivable(SlowPair pair, SlowResources free)
    {
        (SlowFramework framework, _, SlowAgent agent) = pair;
        bool isRemote = _options.Domain is not null && agent.Domain is not null
            && agent.Domain.Region != _options.Domain.Region;
        if (!IsLargeEnough(pair, free)
            || (_options.FilterGpuAgents && agent.HasGpus && !framework.Has("GPU_RESOURCES"))
            || (isRemote && !framework.Has("REGION_AWARE")))
        {
            return SlowResources.None;
        }

        return free.Where(i =>
            (!i.IsShared || framework.Has("SHARED_RESOURCES"))
            && (!i.IsRevocable || framework.Has("REVOCABLE_RESOURCES"))
            && (!i.IsRefined || framework.Has("RESERVATION_REFINEMENT")));
    }

    private bool IsLargeEnough(SlowPair pair, SlowResources offer)
    {
        SlowQuantities counts = offer.Counts;
        IReadOnlyList<SlowQuantities> sizes = SizesOf(pair);
        return sizes.Count == 0 || sizes.Any(counts.Contains);
    }

    private IReadOnlyList<SlowQuantities> SizesOf(SlowPair pair) => pair.Framework.Info.MinimumSizes
        .GetValueOrDefault(pair.Role, _options.MinimumSizes);

    /// <summary>The checks of a finished offer.</summary>
    private bool IsWelcome(SlowPair pair, SlowResources offer)
    {
        (SlowFramework framework, string role, SlowAgent agent) = pair;
        return !offer.IsEmpty
            && IsLargeEnough(pair, offer)
            && (!framework.Has("MULTI_ROLE") || agent.Capabilities.Contains("MULTI_ROLE"))
            && (!role.Contains('/') || agent.Capabilities.Contains("HIERARCHICAL_ROLE"))
            && !framework.Filters.Any(f =>
                f.Role == role && f.Agent == agent.Id && f.Refused.Contains(offer))
            && !HoardsWith(pair, offer);
    }

    private void Commit(
        SlowPair pair, SlowResources offer, SlowQuantities guaranteed, SlowQuantities charged)
    {
        (SlowFramework framework, string role, SlowAgent agent) = pair;
        CheckGrant(pair, offer);
        SlowHolding holding = agent[framework.Id, role];
        agent[framework.Id, role] = holding.WithPart(false, holding.Offered.Plus(offer));
        CountGrant(role, framework.Id);
        Charge(role, guaranteed, charged);
        _run.SharedOffered[agent.Id] = _run.SharedOffered
            .GetValueOrDefault(agent.Id, SlowResources.None).Plus(offer.Where(i => i.IsShared));
        _run.Starving.Remove((framework.Id, role));
        framework.Moments[role] = (Now, _momentsEver++);
        Effects.Add((framework.Id, role, agent.Id), offer);
    }

    /// <summary>Inverse offers; deactivated and unlisted agents send them, too.</summary>
    private void AskToLeave()
    {
        foreach (SlowAgent agent in _candidates.Select(id => _agents[id]))
        {
            if (agent.Maintenance is not SlowMaintenance maintenance)
            {
                continue;
            }

            foreach (string id in agent.Holdings.Keys.Select(h => h.Framework).Distinct())
            {
                if (_frameworks.TryGetValue(id, out SlowFramework? framework)
                    && framework.IsActive
                    && !framework.InverseFilters.Any(f => f.Agent == agent.Id)
                    && maintenance.Asked.Add(id))
                {
                    Effects.InverseOffers.Add((id, agent.Id));
                }
            }
        }
    }
}

/// <summary>A framework under one of its roles, looked at on one agent.</summary>
internal sealed record SlowPair(SlowFramework Framework, string Role, SlowAgent Agent);
