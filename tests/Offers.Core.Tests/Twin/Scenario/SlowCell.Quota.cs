namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// How much of the quota items a role may get: on top-level roles only as in semantics 1.6, or at
/// every level of the role tree.
/// </summary>
internal sealed partial class SlowCell
{
    private void StartRun()
    {
        SlowQuantities available = AvailableHeadroom();
        _run = new() { Available = available, AvailableBefore = available };
        foreach (string role in _quotas.Keys)
        {
            _run.Consumed[role] = ConsumedBy(role);
            _run.ConsumedBefore[role] = _run.Consumed[role];
            _run.Required = _run.Required.Plus(
                QuotaOf(role).Guarantees.Minus(_run.Consumed[role]));
        }

        NoteStarving();
    }

    /// <summary>
    /// Total less what is out, idle reservations and free revocables, each clamped.
    /// </summary>
    private SlowQuantities AvailableHeadroom()
    {
        SlowQuantities idle = ReservedFor(_ => true)
            .Minus(HeldBy((_, _) => true, i => i.IsReserved));
        SlowQuantities headroom = Total.Minus(HeldBy((_, _) => true)).Minus(idle);
        return _agents.Values.Aggregate(headroom, (left, agent) =>
            left.Minus(agent.Free.Where(i => i.IsRevocable).Quantities));
    }

    /// <summary>What the first stage still owes to the role's own frameworks.</summary>
    private SlowQuantities Unsatisfied(string role)
    {
        SlowQuantities guarantees = QuotaOf(role).Guarantees;
        return _options.IsHierarchical
            ? guarantees.Minus(ConsumedBy(role)).Minus(NeedOfChildren(role, null))
            : guarantees.Minus(_run.Consumed[role]);
    }

    private SlowQuantities RequiredHeadroom() => _options.IsHierarchical
        ? SumOfNeeds(QuotaPaths().Where(r => !r.Contains('/')))
        : _run.Required;

    /// <summary>Limits that bind even what is guaranteed.</summary>
    private SlowQuantities GuaranteeLimits(string role)
    {
        SlowQuantities limits = new();
        if (_options.IsHierarchical)
        {
            foreach (string node in SlowRole.Path(role))
            {
                limits = limits.LimitsMin(QuotaOf(node).Limits.LimitsMinus(ConsumedBy(node)));
            }
        }

        return limits;
    }

    /// <summary>
    /// Cuts by limits, and by what is kept for guarantees if anything is. What the first stage is
    /// about to give counts as consumed.
    /// </summary>
    private SlowResources WithinQuota(SlowResources items, string role, SlowQuantities guaranteed)
    {
        SlowResources given = items.ShrinkToLimits(ExtraLimits(role).LimitsMinus(guaranteed));
        SlowQuantities required = RequiredHeadroom();
        return required.IsEmpty
            ? given
            : given.ShrinkToQuantities(_run.Available.Minus(required));
    }

    private SlowQuantities ExtraLimits(string role)
    {
        if (!_options.IsHierarchical)
        {
            return QuotaOf(role).Limits
                .LimitsMinus(_run.Consumed.GetValueOrDefault(role, new()));
        }

        SlowQuantities limits = new();
        foreach (string node in SlowRole.Path(role))
        {
            limits = limits.LimitsMin(QuotaOf(node).Limits
                .LimitsMinus(ConsumedBy(node))
                .LimitsMinus(NeedOfChildren(node, role)));
        }

        return limits;
    }

    /// <summary>
    /// Books a grant; with hierarchical quota all but the headroom is counted afresh.
    /// </summary>
    private void Charge(string role, SlowQuantities guaranteed, SlowQuantities charged)
    {
        _run.Guaranteed = _run.Guaranteed.Plus(guaranteed);
        _run.Given[role] = _run.Given.GetValueOrDefault(role, new()).Plus(charged);
        _run.Available = _run.Available.Minus(charged);
        _run.Required = _run.Required.Minus(guaranteed);
        if (_run.Consumed.TryGetValue(role, out SlowQuantities? consumed))
        {
            _run.Consumed[role] = consumed.Plus(charged);
        }
    }

    /// <summary>
    /// What has to be kept for a node: its own unmet guarantee or its children's.
    /// </summary>
    private SlowQuantities NeedOf(string node) => QuotaOf(node).Guarantees
        .Minus(ConsumedBy(node))
        .Max(NeedOfChildren(node, null));

    /// <summary>Without the child that lies on the path to a role, if one is given.</summary>
    private SlowQuantities NeedOfChildren(string node, string? except) => SumOfNeeds(QuotaPaths()
        .Where(r => r.LastIndexOf('/') == node.Length && SlowRole.IsAncestor(node, r))
        .Where(r => except is null || !SlowRole.IsSelfOrAncestor(r, except)));

    private SlowQuantities SumOfNeeds(IEnumerable<string> nodes) =>
        nodes.Aggregate(new SlowQuantities(), (sum, node) => sum.Plus(NeedOf(node)));

    /// <summary>Every node with quota and all that lie above one.</summary>
    private IEnumerable<string> QuotaPaths() =>
        _quotas.Keys.SelectMany(SlowRole.Path).Distinct();
}
