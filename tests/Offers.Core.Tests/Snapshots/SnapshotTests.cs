namespace Offers.Core.Tests.Snapshots;

/// <summary>What is easily lost on the way through a snapshot.</summary>
public sealed class SnapshotTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly Allocator _allocator;

    public SnapshotTests() => _allocator = new Allocator(_schema, AllocatorOptions.Mesos);

    [Fact]
    public void A_filter_of_one_interval_made_at_a_batch_outlasts_the_batch_at_its_end()
    {
        OfferId offer = OfferedOf(AddOne());
        _allocator.Decline(offer, Second, At(1));
        Allocator restored = Restored();
        Assert.True(Assert.Single(_allocator.TakeSnapshot().Filters).WaitsForBatch);
        Assert.Equal(0, restored.RunBatch(At(2)));
        Assert.Equal(1, restored.RunBatch(At(3)));
    }

    [Fact]
    public void A_filter_past_its_end_still_waits_for_its_batch()
    {
        OfferId offer = OfferedOf(AddOne());
        _allocator.Decline(offer, Second, At(1));
        _allocator.AddAgent("b", default, At(2), out _);
        Assert.True(_allocator.RunPending(At(2)));
        Assert.Equal(At(2), _allocator.TakeSnapshot().FiltersEndedAt);
        Allocator restored = Restored();
        Assert.Equal(1, restored.FilterCount);
        Assert.Equal(At(2), restored.NextBatchThatMatters);
        Assert.Equal(0, restored.RunBatch(At(2)));
        Assert.Equal(0, restored.FilterCount);
        Assert.Equal(1, restored.RunBatch(At(3)));
    }

    [Fact]
    public void A_longer_filter_ends_to_the_tick()
    {
        OfferId offer = OfferedOf(AddOne());
        _allocator.Decline(offer, new TimeSpan(Second.Ticks + 1), At(1));
        Timestamp end = At(2) + new TimeSpan(1);
        Allocator restored = Restored();
        Assert.Equal(0, restored.RunBatch(At(2)));
        Assert.Equal(1, restored.RunBatch(end));
    }

    [Fact]
    public void What_filters_keep_of_a_role_that_was_left_is_found_again()
    {
        FrameworkId framework = AddOne("r1", "r2");
        OfferId offer = OfferedOf(framework);
        string held = _allocator.NameOf(RoleOf(offer));
        string other = string.Equals(held, "r1", StringComparison.Ordinal) ? "r2" : "r1";
        Subscribe(_allocator, other);
        _allocator.Decline(offer, TimeSpan.FromSeconds(9), At(1));
        SubscriptionSnapshot left = Assert.Single(
            _allocator.TakeSnapshot().Subscriptions, s => s.IsForgotten);
        Assert.Equal(held, left.Role);
        Allocator restored = Restored();
        Subscribe(restored, held);
        Assert.Equal(0, restored.RunBatch(At(2)));
        Assert.Equal(1, restored.RunBatch(At(10)));
    }

    [Fact]
    public void Ids_of_offers_stay_and_those_of_closed_ones_stay_closed()
    {
        FrameworkId framework = AddOne();
        OfferId closed = OfferedOf(framework);
        _allocator.AddAgent("b", Cpus(2), At(1), out _);
        OfferId open = OfferedOf(framework);
        _allocator.Decline(closed, TimeSpan.Zero, At(1));
        Allocator restored = Restored();
        Assert.True(restored.TryGetOffer(open, out ResourceVector resources));
        Assert.Equal(Cpus(2), resources);
        Assert.Equal(
            AllocatorStatus.OfferClosed, restored.Accept(closed, default(ResourceVector),
                TimeSpan.Zero, At(1)));
        _allocator.RunBatch(At(2));
        restored.RunBatch(At(2));
        Effect again = Assert.Single(restored.Outbox.Effects.ToArray());
        Assert.Equal(Assert.Single(_allocator.Outbox.Effects.ToArray()), again);
        Assert.Equal(closed with { Generation = closed.Generation + 1 }, again.Offer);
    }

    [Fact]
    public void Ids_of_agents_and_frameworks_are_handed_out_as_without_the_snapshot()
    {
        FrameworkId gone = AddOne();
        _allocator.AddFramework(
            "g", [_allocator.Role("r")], FrameworkCapabilities.None, At(1), out _);
        _allocator.RemoveFramework(gone, At(1));
        _allocator.TryFindAgent("a", out AgentId agent);
        _allocator.RemoveAgent(agent, At(1));
        _allocator.Outbox.Clear();
        Allocator restored = Restored();
        Assert.Equal(AllocatorStatus.UnknownAgent, restored.RemoveAgent(agent, At(1)));
        Assert.Equal(AllocatorStatus.UnknownFramework, restored.RemoveFramework(gone, At(1)));
        restored.AddAgent("b", default, At(1), out AgentId nextAgent);
        restored.AddFramework(
            "h", [restored.Role("r")], FrameworkCapabilities.None, At(1), out FrameworkId next);
        Assert.Equal(agent with { Generation = 2 }, nextAgent);
        Assert.Equal(gone with { Generation = 2 }, next);
    }

    [Fact]
    public void An_agent_that_comes_back_has_its_place_in_the_order_of_addition()
    {
        AllocatorOptions options = new() { VisitOrder = AgentVisitOrder.ByAddition };
        Allocator allocator = new(_schema, options);
        allocator.AddAgent("b", Cpus(1), At(0), out AgentId b);
        allocator.AddAgent("a", Cpus(1), At(0), out _);
        allocator.RemoveAgent(b, At(0));
        Allocator restored = Allocator.Restore(_schema, options, allocator.TakeSnapshot());
        restored.AddAgent("b", Cpus(1), At(0), out _);
        restored.AddFramework(
            "f", [restored.Role("r")], FrameworkCapabilities.None, At(0), out _);
        Assert.Equal(2, restored.RunBatch(At(0)));
        Assert.Equal("b", restored.NameOf(restored.Outbox.Effects[0].Agent));
    }

    [Fact]
    public void No_snapshot_is_taken_while_effects_wait()
    {
        AddOne();
        _allocator.RunBatch(At(1));
        Assert.Throws<InvalidOperationException>(_allocator.TakeSnapshot);
    }

    [Fact]
    public void Kinds_in_another_order_are_refused_and_leave_no_trace()
    {
        ResourceSchema other = new();
        other.Add("mem", "MB");
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Allocator.Restore(
            other, AllocatorOptions.Mesos, _allocator.TakeSnapshot()));
        Assert.StartsWith(
            "kinds[0]: found 'cpus', expected 'mem' as in the schema", refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, other.Count);
    }

    [Fact]
    public void Quota_below_the_top_needs_the_option()
    {
        Allocator allocator = new(_schema, AllocatorOptions.Default);
        allocator.SetQuota(allocator.Role("a/b"), Cpus(1), ResourceLimits.None, At(0));
        AllocatorSnapshot snapshot = allocator.TakeSnapshot();
        Assert.Equal(Cpus(1), Allocator.Restore(_schema, AllocatorOptions.Default, snapshot)
            .GuaranteeOf(new RoleId(1)));
        Assert.Throws<ArgumentException>(() =>
            Allocator.Restore(_schema, AllocatorOptions.Mesos, snapshot));
    }

    [Fact]
    public void Another_option_begins_anew()
    {
        AddOne();
        AllocatorOptions guarded = new() { StarvationGuard = Second };
        Allocator restored = Allocator.Restore(_schema, guarded, _allocator.TakeSnapshot());
        Assert.Equal(
            ("f", _allocator.Now),
            (restored.TakeSnapshot().Waits[0].Framework, restored.TakeSnapshot().Waits[0].Since));
    }

    private static Timestamp At(long seconds) => new(seconds * TimeSpan.TicksPerSecond);

    private ResourceVector Cpus(long cpus) => ResourceText.Parse($"cpus:{cpus}", _schema);

    /// <summary>Agent a with four cpus, and framework f.</summary>
    private FrameworkId AddOne(params string[] roles)
    {
        _allocator.AddAgent("a", Cpus(4), At(1), out _);
        RoleId[] ids = roles.Length == 0
            ? [_allocator.Role("r")]
            : [.. roles.Select(_allocator.Role)];
        _allocator.AddFramework("f", ids, FrameworkCapabilities.MultiRole, At(1), out FrameworkId id);
        return id;
    }

    /// <summary>The one offer of a batch.</summary>
    private OfferId OfferedOf(FrameworkId framework)
    {
        _allocator.RunBatch(At(1));
        Effect offered = Assert.Single(_allocator.Outbox.Effects.ToArray());
        Assert.Equal(framework, offered.Framework);
        _allocator.Outbox.Clear();
        return offered.Offer;
    }

    private RoleId RoleOf(OfferId offer) => _allocator.Role(
        _allocator.TakeSnapshot().Offers.Single(o => o.Id == offer).Role);

    private static void Subscribe(Allocator allocator, string role) =>
        Assert.Equal(AllocatorStatus.Ok, allocator.Apply(
            new UpdateFramework("f", new FrameworkDescription
            {
                Roles = [role],
                Capabilities = FrameworkCapabilities.MultiRole,
            }),
            At(1)));

    private Allocator Restored() => Allocator.Restore(
        _schema, _allocator.Options,
        new SnapshotReader().Read(SnapshotText.Of(_allocator.TakeSnapshot())));
}
