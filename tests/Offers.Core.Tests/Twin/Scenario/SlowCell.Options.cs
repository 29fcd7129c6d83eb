using System.Numerics;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What a scenario can switch on beyond the semantics.</summary>
internal sealed partial class SlowCell
{
    /// <summary>In the order of placement if there is one, else in the order of agents.</summary>
    private List<SlowAgent> InOrder(IEnumerable<SlowAgent> agents)
    {
        SlowQuantities total = Total;
        Comparer<SlowAgent> leastFree =
            Comparer<SlowAgent>.Create((a, b) => ByRoom(a, b, total));
        (string, string) order = (_options.PlacementOrder, _options.AgentOrder);
        IOrderedEnumerable<SlowAgent> ordered = order switch
        {
            ("best_fit", _) => agents.Order(leastFree)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
            ("spread", _) => agents.OrderDescending(leastFree)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
            (_, "id") => agents.OrderBy(a => a.Id, StringComparer.Ordinal),
            (_, "id_desc") => agents.OrderByDescending(a => a.Id, StringComparer.Ordinal),
            _ => agents.OrderBy(a => a.Sequence),
        };
        return [.. ordered];
    }

    private int ByRoom(SlowAgent a, SlowAgent b, SlowQuantities total)
    {
        (BigInteger Over, BigInteger Under) left = RoomOf(a, total);
        (BigInteger Over, BigInteger Under) right = RoomOf(b, total);
        return IsLess(left, right) ? -1 : IsLess(right, left) ? 1 : 0;
    }

    private (BigInteger Over, BigInteger Under) RoomOf(SlowAgent agent, SlowQuantities total) =>
        DominantShare(agent.Free.Where(i => i.IsPlain).Quantities, total, 1000);

    /// <summary>
    /// Whether the framework would keep too much of the cell waiting; its first open offer is never
    /// too much.
    /// </summary>
    private bool HoardsWith(SlowPair pair, SlowResources offer)
    {
        if (_options.HoardLimit is not decimal limit)
        {
            return false;
        }

        SlowQuantities open = new();
        bool hasOpen = false;
        foreach (SlowAgent agent in _agents.Values)
        {
            SlowResources here = SlowResources.Sum(agent.Holdings
                .Where(h => h.Key.Framework == pair.Framework.Id)
                .Select(h => h.Value.Offered));
            hasOpen |= !here.IsEmpty;
            open = open.Plus((agent == pair.Agent ? here.Plus(offer) : here).Quantities);
        }

        (BigInteger Over, BigInteger Under) most = ((BigInteger)(limit * 1_000_000), 1_000_000);
        return hasOpen && IsLess(most, DominantShare(open, Total, 1000));
    }

    private void NoteStarving()
    {
        foreach (SlowFramework framework in _frameworks.Values)
        {
            _run.Starving.UnionWith(ActiveRoles(framework)
                .Where(r => Now - framework.Moments[r].Moment >= _options.StarvationGuard)
                .Select(r => (framework.Id, r)));
        }
    }

    /// <summary>Those who starve, as long as they do, from the longest wait.</summary>
    private List<SlowPair> StarvingFirst(SlowAgent agent) =>
    [
        .. _run.Starving
            .Select(s => new SlowPair(_frameworks[s.Framework], s.Role, agent))
            .OrderBy(p => p.Framework.Moments[p.Role]),
    ];

    /// <summary>
    /// Keeps a part that quota has cut in proportion: nothing if it is less than one shape, else no
    /// more than fits the scarcest name of the shape.
    /// </summary>
    private (SlowResources Guaranteed, SlowResources Extra) Shaped(
        SlowResources possible, SlowResources guaranteed, SlowResources extra)
    {
        SlowResources given = guaranteed.Plus(extra);
        if (_options.MinimumShape is not SlowQuantities shape || given.SameAs(possible))
        {
            return (guaranteed, extra);
        }

        SlowQuantities amounts = given.Quantities;
        (BigInteger Over, BigInteger Under) least = shape.Pairs
            .Select(s => ((BigInteger)amounts[s.Name], (BigInteger)s.Amount))
            .Aggregate((a, b) => IsLess(b, a) ? b : a);
        if (least.Over < least.Under)
        {
            return (SlowResources.None, SlowResources.None);
        }

        SlowResources shaped = given.ShrinkToLimits(SlowQuantities.LimitsOf(shape.Pairs.Select(
            s => (s.Name, (long)(least.Over * s.Amount / least.Under)))));
        SlowResources kept = guaranteed.ShrinkToLimits(SlowQuantities.LimitsOf(
            amounts.Names.Select(n => (n, shaped.Quantities[n]))));
        return (kept, shaped.Minus(kept));
    }
}
