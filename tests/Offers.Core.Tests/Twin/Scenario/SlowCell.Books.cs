using System.Numerics;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Sums over the books, shares and orders.</summary>
internal sealed partial class SlowCell
{
    private readonly RoleSorter _roleSorter = new();

    /// <summary>
    /// Per role that has a framework: the grants of each framework tracked there.
    /// </summary>
    private readonly SortedDictionary<string, SortedDictionary<string, long>> _tracked =
        new(StringComparer.Ordinal);

    /// <summary>The roles in the order in which they are served now.</summary>
    public IReadOnlyList<string> SortedRoles()
    {
        SlowQuantities total = Total;
        Dictionary<string, (BigInteger Over, BigInteger Under)> shares =
            new(StringComparer.Ordinal);
        return _roleSorter.Sorted((a, b) => Compare(Ranked(a), Ranked(b)));

        (BigInteger, BigInteger, long, string) Ranked(RoleSorter.Node node)
        {
            if (!shares.TryGetValue(node.Path, out (BigInteger Over, BigInteger Under) share))
            {
                HashSet<string> roles = [.. _roleSorter.RolesBelow(node)];
                SlowQuantities held = HeldBy((_, role) => roles.Contains(role));
                share = DominantShare(held, total, _weights.GetValueOrDefault(node.Path, 1000));
                shares.Add(node.Path, share);
            }

            return (share.Over, share.Under, node.Grants, node.Path);
        }
    }

    /// <summary>The role's active frameworks in the order in which they are served now.</summary>
    public IReadOnlyList<string> SortedFrameworks(string role)
    {
        SlowQuantities total = Total;
        List<(BigInteger, BigInteger, long, string Id)> ranked = [];
        foreach ((string id, long grants) in _tracked[role])
        {
            if (_frameworks[id].IsActiveIn(role))
            {
                SlowQuantities held = HeldBy((f, r) => f == id && r == role);
                (BigInteger over, BigInteger under) = DominantShare(held, total, 1000);
                ranked.Add((over, under, grants, id));
            }
        }

        ranked.Sort(Compare);
        return [.. ranked.Select(r => r.Id)];
    }

    /// <summary>The scalars of all agents, also of those that get no offers.</summary>
    private SlowQuantities Total => _agents.Values
        .Aggregate(new SlowQuantities(), (sum, agent) => sum.Plus(agent.Total.Quantities));

    /// <summary>
    /// What known frameworks hold, offered or allocated; a shared item counts once an agent.
    /// </summary>
    private SlowQuantities HeldBy(
        Func<string, string, bool> counts, Func<SlowIdentity, bool>? items = null)
    {
        SlowQuantities sum = new();
        foreach (SlowAgent agent in _agents.Values)
        {
            SlowResources shared = SlowResources.None;
            foreach (((string framework, string role), SlowHolding holding) in agent.Holdings)
            {
                if (!_frameworks.ContainsKey(framework) || !counts(framework, role))
                {
                    continue;
                }

                sum = sum.Plus(items is null
                    ? holding.Unshared
                    : holding.All.Where(i => !i.IsShared && items(i)).Quantities);
                shared = shared.Plus(items is null ? holding.Shared : holding.Shared.Where(items));
            }

            sum = sum.Plus(shared.Quantities);
        }

        return sum;
    }

    /// <summary>Scalars that are reserved for the roles that count, idle or not.</summary>
    private SlowQuantities ReservedFor(Func<string, bool> counts) => _agents.Values.Aggregate(
        new SlowQuantities(),
        (sum, agent) => sum.Plus(
            agent.Total.Where(i => i.IsReserved && counts(i.ReservationRole!)).Quantities));

    /// <summary>
    /// What a role and its sub-roles consume of its quota: reservations, and what is out to them
    /// unreserved.
    /// </summary>
    private SlowQuantities ConsumedBy(string role) =>
        ReservedFor(r => SlowRole.IsSelfOrAncestor(role, r))
            .Plus(HeldBy((_, r) => SlowRole.IsSelfOrAncestor(role, r), i => i.IsQuotaItem));

    /// <summary>The largest part of any total, divided by the weight; an exact fraction.</summary>
    private (BigInteger Over, BigInteger Under) DominantShare(
        SlowQuantities held, SlowQuantities total, long weight)
    {
        (BigInteger Over, BigInteger Under) most = (0, 1);
        foreach ((string name, long amount) in total.Pairs)
        {
            (BigInteger Over, BigInteger Under) share = (held[name], amount);
            bool counts = amount > 0 && !_options.FairnessExcluded.Contains(name);
            most = counts && IsLess(most, share) ? share : most;
        }

        return (most.Over * 1000, most.Under * weight);
    }

    private static bool IsLess(
        (BigInteger Over, BigInteger Under) a, (BigInteger Over, BigInteger Under) b) =>
        a.Over * b.Under < b.Over * a.Under;

    /// <summary>By share, then by grants, then by name.</summary>
    private static int Compare(
        (BigInteger Over, BigInteger Under, long Grants, string Name) a,
        (BigInteger Over, BigInteger Under, long Grants, string Name) b)
    {
        int order = (a.Over * b.Under).CompareTo(b.Over * a.Under);
        order = order != 0 ? order : a.Grants.CompareTo(b.Grants);
        return order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
    }

    /// <summary>
    /// A framework is tracked under the roles it subscribes to and those under which it holds
    /// something. Who leaves does so before anybody enters.
    /// </summary>
    private void Retrack()
    {
        SortedSet<(string Role, string Framework)> wanted = [];
        foreach (SlowFramework framework in _frameworks.Values)
        {
            wanted.UnionWith(framework.Info.Roles.Select(role => (role, framework.Id)));
        }

        wanted.UnionWith(_agents.Values
            .SelectMany(a => a.Holdings.Keys)
            .Where(h => _frameworks.ContainsKey(h.Framework))
            .Select(h => (h.Role, h.Framework)));
        foreach ((string role, string framework) in Pairs.ToList())
        {
            if (!wanted.Contains((role, framework)))
            {
                Untrack(role, framework);
            }
        }

        foreach ((string role, string framework) in wanted)
        {
            if (!_tracked.TryGetValue(role, out SortedDictionary<string, long>? there))
            {
                _roleSorter.Add(role);
                _tracked[role] = there = new(StringComparer.Ordinal);
            }

            there.TryAdd(framework, 0);
        }
    }

    private IEnumerable<(string Role, string Framework)> Pairs =>
        _tracked.SelectMany(r => r.Value.Keys.Select(f => (r.Key, f)));

    private void Untrack(string role, string framework)
    {
        _tracked[role].Remove(framework);
        if (_tracked[role].Count == 0)
        {
            _tracked.Remove(role);
            _roleSorter.Remove(role);
        }
    }

    private void CountGrant(string role, string framework)
    {
        _roleSorter.CountGrant(role);
        _tracked[role][framework]++;
    }

    private bool IsTracked(string framework, string role) =>
        _tracked.TryGetValue(role, out SortedDictionary<string, long>? there)
        && there.ContainsKey(framework);
}
