namespace Offers.Core.Tests;

/// <summary>What random histories have found: the shortest histories, one test each.</summary>
public sealed class AllocatorRegressionTests
{
    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();
    private static readonly ResourceVector Shape = ResourceText.Parse("cpus:1;mem:1024", Schema);
    private static readonly AllocatorOptions OnReturn = new() { AllocateOnReturn = true };

    [Fact]
    public void A_seeded_batch_over_a_cell_that_never_had_an_agent_does_nothing()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        Assert.Equal(0, allocator.RunBatch(Timestamp.Zero));
        Assert.Equal(1, allocator.Runs);
    }

    [Fact]
    public void A_batch_matters_while_a_run_is_pending()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        AddFramework(allocator);
        Assert.True(allocator.HasPendingRun);
        Assert.Equal(Timestamp.Zero, allocator.NextBatchThatMatters);
        Assert.Throws<InvalidOperationException>(() => allocator.SkipBatches(1));
        allocator.RunPending(Timestamp.Zero);
        allocator.SkipBatches(1);
        Assert.Equal(2, allocator.Runs);
    }

    [Fact]
    public void A_batch_that_would_end_a_filter_cannot_be_skipped()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        AddFramework(allocator);
        AgentId agent = AddAgent(allocator);
        OfferId offer = RunAndTakeOffer(allocator);
        allocator.Decline(offer, TimeSpan.FromSeconds(5), Timestamp.Zero);
        allocator.RunBatch(Timestamp.FromSeconds(1));
        allocator.ActivateAgent(agent, Timestamp.FromSeconds(6));
        Assert.Equal(Timestamp.FromSeconds(6), allocator.NextBatchThatMatters);
        Assert.Throws<InvalidOperationException>(() => allocator.SkipBatches(1));
    }

    [Fact]
    public void A_removed_agent_asks_for_no_run_with_its_last_offers()
    {
        Allocator allocator = new(Schema, OnReturn);
        AddFramework(allocator);
        AgentId agent = AddAgent(allocator);
        RunAndTakeOffer(allocator);
        allocator.RemoveAgent(agent, Timestamp.Zero);
        Assert.False(allocator.HasPendingRun);
    }

    [Fact]
    public void Recovering_nothing_asks_for_no_run()
    {
        Allocator allocator = new(Schema, OnReturn);
        FrameworkId framework = AddFramework(allocator);
        AgentId agent = AddAgent(allocator);
        OfferId offer = RunAndTakeOffer(allocator);
        allocator.Accept(offer, Shape, TimeSpan.Zero, Timestamp.Zero);
        AllocatorStatus status = allocator.Recover(
            framework, allocator.Role("r"), agent, ResourceVector.Zero, Timestamp.Zero);
        Assert.Equal(AllocatorStatus.Ok, status);
        Assert.False(allocator.HasPendingRun);
    }

    [Fact]
    public void To_ask_for_a_digest_changes_no_order()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        AddFramework(allocator, "later");
        AgentId agent = AddAgent(allocator);
        allocator.DeactivateAgent(agent, Timestamp.Zero);
        allocator.RunPending(Timestamp.Zero);
        FrameworkId first = AddFramework(allocator, "earlier");
        StateDigest.Of(allocator);
        allocator.ActivateAgent(agent, Timestamp.Zero);
        allocator.RunBatch(Timestamp.Zero);
        Assert.Equal(first, allocator.Outbox.Effects[0].Framework);
    }

    [Fact]
    public void A_wider_schema_digests_the_same_while_filters_are_in_force()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Allocator allocator = new(schema, AllocatorOptions.Default);
        AddFramework(allocator);
        AgentId agent = AddAgent(allocator);
        OfferId offer = RunAndTakeOffer(allocator);
        allocator.Decline(offer, TimeSpan.FromSeconds(5), Timestamp.Zero);
        ulong before = StateDigest.Of(allocator);
        for (int i = 0; i < 20; i++)
        {
            schema.Add($"k{i}", "");
        }

        allocator.ActivateAgent(agent, Timestamp.Zero);
        Assert.Equal(before, StateDigest.Of(allocator));
    }

    [Fact]
    public void Filters_cleared_65_536_revives_ago_do_not_come_back()
    {
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        FrameworkId crowd = AddFramework(allocator, "crowd");
        for (int i = 0; i < 70_000; i++)
        {
            AddAgent(allocator, $"a{i}");
        }

        // As many filters of another framework, so that the dead ones are not swept away.
        allocator.RunPending(Timestamp.Zero);
        foreach (Effect effect in allocator.Outbox.Effects.ToArray())
        {
            allocator.Decline(effect.Offer, TimeSpan.FromDays(300), Timestamp.Zero);
            allocator.DeactivateAgent(effect.Agent, Timestamp.Zero);
        }

        allocator.Outbox.Clear();
        allocator.Suppress(crowd, [], Timestamp.Zero);
        FrameworkId framework = AddFramework(allocator);
        AddAgent(allocator);
        for (int i = 0; i < 65_536; i++)
        {
            OfferId offer = RunAndTakeOffer(allocator);
            allocator.Decline(offer, TimeSpan.FromDays(300), Timestamp.Zero);
            allocator.Revive(framework, [], Timestamp.Zero);
        }

        Assert.Equal(70_000, allocator.FilterCount);
        RunAndTakeOffer(allocator);
    }

    [Fact]
    public void What_is_out_counts_against_the_largest_cell_after_totals_shrank()
    {
        ResourceVector most = ResourceText.Parse("cpus:1;mem:1024", Schema);
        Schema.TryFind("cpus", out ResourceKind cpus);
        most = most.With(cpus, ResourceVector.MaxAmount);
        Allocator allocator = new(Schema, AllocatorOptions.Default);
        AddFramework(allocator);
        allocator.AddAgent("a", most, Timestamp.Zero, out AgentId agent);
        OfferId offer = RunAndTakeOffer(allocator);
        Assert.Equal(AllocatorStatus.Ok, allocator.UpdateAgent(agent, Shape, Timestamp.Zero));
        Assert.Equal(Shape, allocator.CellTotal);
        Assert.Equal(
            AllocatorStatus.CellTooLarge, allocator.AddAgent("b", Shape, Timestamp.Zero, out _));
        Assert.Empty(Invariants.Check(allocator));

        // What was out may come back as a total, but no more than that.
        Assert.Equal(AllocatorStatus.Ok, allocator.UpdateAgent(agent, most, Timestamp.Zero));
        Assert.Equal(AllocatorStatus.Ok, allocator.UpdateAgent(agent, Shape, Timestamp.Zero));
        allocator.Decline(offer, TimeSpan.Zero, Timestamp.Zero);
        Assert.Equal(Shape, allocator.FreeOn(agent));
        Assert.Equal(
            AllocatorStatus.Ok, allocator.AddAgent("b", Shape, Timestamp.Zero, out _));
        Assert.Empty(Invariants.Check(allocator));
    }

    private static FrameworkId AddFramework(Allocator allocator, string name = "f")
    {
        RoleId role = allocator.Role("r");
        allocator.AddFramework(name, [role], FrameworkCapabilities.None, Timestamp.Zero, out FrameworkId id);
        return id;
    }

    private static AgentId AddAgent(Allocator allocator, string name = "a")
    {
        allocator.AddAgent(name, Shape, Timestamp.Zero, out AgentId id);
        return id;
    }

    private static OfferId RunAndTakeOffer(Allocator allocator)
    {
        allocator.RunPending(Timestamp.Zero);
        OfferId offer = allocator.Outbox.Effects[0].Offer;
        allocator.Outbox.Clear();
        return offer;
    }
}
