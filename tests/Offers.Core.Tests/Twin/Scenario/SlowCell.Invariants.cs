namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The invariants of semantics 1.10 under their numbers there. The tenth, that the same commands
/// give the same offers, is no check of a state.
/// </summary>
internal sealed partial class SlowCell
{
    /// <summary>What holds after every command. Runs check the others while they go on.</summary>
    /// <exception cref="BrokenInvariantException">One of them does not hold.</exception>
    public void CheckInvariants()
    {
        foreach (SlowAgent agent in _agents.Values)
        {
            CheckAgent(agent);
        }

        CheckSums();
        CheckGrants();
        CheckTracking();
    }

    private static void Require(bool holds, int number, string text)
    {
        if (!holds)
        {
            throw new BrokenInvariantException(number, text);
        }
    }

    /// <summary>Free and out make the total; where too much is out nothing is free.</summary>
    private static void CheckAgent(SlowAgent agent)
    {
        SlowResources free = agent.Free;
        SlowResources taken = agent.Out;
        foreach (SlowItem item in agent.Total.Items.Where(i => !i.Identity.IsShared))
        {
            SlowResources total = SlowResources.Of([item]);
            SlowResources left = free.WhereSlot(item.Slot);
            SlowResources gone = taken.WhereSlot(item.Slot);
            Require(
                total.Contains(gone)
                    ? left.Plus(gone).SameAs(total)
                        && left.Counts.Plus(gone.Counts).SameAs(total.Counts)
                    : item.Identity.Kind == SlowKind.Scalar
                        ? left.IsEmpty
                        : left.SameAs(total.Minus(gone)),
                1,
                $"'{agent.Id}': {total} in total, {left} free, {gone} out");
        }

        Require(
            agent.Total.Contains(free), 1, $"'{agent.Id}': {free} free of {agent.Total} in total");
        Require(
            free.Where(i => i.IsShared).SameAs(agent.Total.Where(i => i.IsShared)),
            1,
            $"'{agent.Id}': shared items are not all free");
    }

    /// <summary>
    /// The frameworks of a role make the role, and the roles make the cell; shared items, which
    /// count once for each of them, aside.
    /// </summary>
    private void CheckSums()
    {
        static bool IsUnshared(SlowIdentity item) => !item.IsShared;
        SlowQuantities ofRoles = new();
        foreach ((string role, SortedDictionary<string, long> frameworks) in _tracked)
        {
            SlowQuantities ofRole = HeldBy((_, r) => r == role, IsUnshared);
            SlowQuantities ofFrameworks = frameworks.Keys.Aggregate(new SlowQuantities(),
                (sum, id) => sum.Plus(HeldBy((f, r) => f == id && r == role, IsUnshared)));
            Require(ofRole.SameAs(ofFrameworks), 2,
                $"'{role}' holds {ofRole}, its frameworks {ofFrameworks}");
            ofRoles = ofRoles.Plus(ofRole);
        }

        SlowQuantities ofAgents = HeldBy((_, _) => true, IsUnshared);
        Require(ofAgents.SameAs(ofRoles), 3, $"agents gave {ofAgents}, roles hold {ofRoles}");
    }

    private void CheckGrants()
    {
        Require(
            _roleSorter.Clients().Select(c => c.Role).Order(StringComparer.Ordinal)
                .SequenceEqual(_tracked.Keys),
            2,
            "the roles that are sorted are not those that have frameworks");
        foreach ((string role, SortedDictionary<string, long> frameworks) in _tracked)
        {
            Require(_roleSorter.GrantsOf(role) >= frameworks.Values.Sum(), 2,
                $"'{role}' has fewer grants than its frameworks");
        }

        string? unsound = _roleSorter.FirstUnsoundPath();
        Require(unsound is null, 2, $"the sorter's node '{unsound}' is not as it should be");
    }

    private void CheckTracking()
    {
        foreach ((string framework, string role) in _agents.Values.SelectMany(a => a.Holdings.Keys))
        {
            Require(!_frameworks.ContainsKey(framework) || IsTracked(framework, role), 9,
                $"'{framework}' holds something under '{role}' and is not tracked there");
        }

        foreach ((string role, string framework) in Pairs)
        {
            Require(
                _frameworks.TryGetValue(framework, out SlowFramework? tracked)
                    && (tracked.Info.Roles.Contains(role)
                        || _agents.Values.Any(a => !a[framework, role].IsEmpty)),
                9,
                $"'{framework}' has nothing to do with '{role}' and is tracked there");
        }
    }

    /// <summary>What holds for every piece that a run hands out, before it is booked.</summary>
    private void CheckGrant(SlowPair pair, SlowResources offer)
    {
        (SlowFramework framework, string role, SlowAgent agent) = pair;
        string what = $"{offer} of '{agent.Id}' for '{framework.Id}' under '{role}'";
        Require(agent.Free.Contains(offer), 4, $"{what} is not free");
        Require(
            !offer.IsEmpty
                && (SizesOf(pair).Count == 0 || SizesOf(pair).Any(offer.Counts.Contains)),
            7,
            $"{what} is too small");
        Require(
            framework.Filters.All(f => f.Role != role || f.Agent != agent.Id
                || !f.Refused.Contains(offer)),
            8,
            $"{what} is hidden by a filter");
        Require(
            framework.IsActiveIn(role) && offer.Items.All(i => i.Identity.IsUsableBy(role)),
            9,
            $"{what} may not go there");
    }

    /// <summary>What a run must have kept.</summary>
    private void CheckRun()
    {
        foreach ((string role, SlowQuantities before) in _run.ConsumedBefore)
        {
            SlowQuantities after = _options.IsHierarchical
                ? ConsumedBy(role)
                : before.Plus(_run.Given.GetValueOrDefault(role, new()));
            foreach ((string name, long limit) in QuotaOf(role).Limits.Pairs)
            {
                Require(after[name] <= Math.Max(limit, before[name]), 5,
                    $"'{role}' consumes {name}:{SlowQuantities.AmountText(after[name])}");
            }
        }

        bool allKnown = _agents.Values
            .All(a => a.Holdings.Keys.All(h => _frameworks.ContainsKey(h.Framework)));
        SlowQuantities free = _agents.Values.Aggregate(new SlowQuantities(),
            (sum, agent) => sum.Plus(agent.Free.Where(i => i.IsQuotaItem).Quantities));
        SlowQuantities left = _run.AvailableBefore.Minus(_run.Guaranteed);
        foreach ((string name, long required) in RequiredHeadroom().Pairs)
        {
            Require(!allKnown || free[name] >= Math.Min(required, left[name]), 6,
                $"{free} is free, {RequiredHeadroom()} is required, {left} could have been kept");
        }
    }
}
