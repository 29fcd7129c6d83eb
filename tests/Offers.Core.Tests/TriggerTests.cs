namespace Offers.Core.Tests;

/// <summary>Section 1.5 of the semantics: what asks for a run, and what waits for the batch.</summary>
public sealed class TriggerTests
{
    private static readonly Dictionary<string, Action<Cell>> Commands = new(StringComparer.Ordinal)
    {
        ["add agent"] = cell => cell.AddAgent("new", "cpus:1"),
        ["update agent"] = cell => cell.UpdateAgent("s1", "cpus:5"),
        ["add framework"] = cell => cell.AddFramework("new", "role1"),
        ["activate framework"] = cell => cell.Activate("f1"),
        ["revive"] = cell => cell.Revive("f1"),
        ["remove agent"] = cell => cell.RemoveAgent("s1"),
        ["deactivate agent"] = cell => cell.DeactivateAgent("s1"),
        ["activate agent"] = cell => cell.ActivateAgent("s1"),
        ["deactivate framework"] = cell => cell.Deactivate("f1"),
        ["suppress"] = cell => cell.Suppress("f1"),
        ["accept whole"] = cell => cell.Accept("f1", "s2", "cpus:4"),
        ["accept in part"] = cell => cell.Accept("f1", "s2", "cpus:1"),
        ["decline"] = cell => cell.Decline("f1", "s2", 5),
        ["recover"] = cell => cell.Recover("f1", "role1", "s1", "cpus:1"),
        ["rescind"] = cell => cell.Allocator.Rescind(cell.OfferOf("f1", "s2"), cell.Now),
        ["expire offers"] = cell => cell.Advance(60).ExpireOffers(),
        ["remove framework"] = cell => cell.RemoveFramework("f1"),
        ["set weight"] = cell => cell.SetWeight("role1", 2),
        ["set quota"] = cell => cell.Done(cell.Allocator.SetQuota(
            cell.Role("role1"), cell.Amount("cpus:1"), ResourceLimits.None, cell.Now)),
        ["whitelist"] = cell => cell.Allocator.SetWhitelist(["s1"], cell.Now),
        ["update framework"] = cell => cell.Done(cell.Allocator.Apply(
            new UpdateFramework("f1", new FrameworkDescription { Roles = ["role1", "role2"] }),
            cell.Now)),
        ["maintenance"] = cell => cell.Done(
            cell.Allocator.SetMaintenance(cell.Agent("s1"), cell.Now, cell.Now)),
    };

    [Theory]
    [InlineData("add agent", true, true)]
    [InlineData("update agent", true, true)]
    [InlineData("add framework", true, true)]
    [InlineData("activate framework", true, true)]
    [InlineData("revive", true, true)]
    [InlineData("deactivate agent", false, false)]
    [InlineData("activate agent", false, false)]
    [InlineData("deactivate framework", false, false)]
    [InlineData("suppress", false, false)]
    [InlineData("accept whole", false, false)]
    [InlineData("accept in part", false, true)]
    [InlineData("decline", false, true)]
    [InlineData("recover", false, true)]
    [InlineData("rescind", false, true)]
    [InlineData("expire offers", false, true)]
    [InlineData("remove framework", false, true)]
    [InlineData("set weight", false, true)]
    [InlineData("set quota", false, true)]
    [InlineData("whitelist", false, false)]
    [InlineData("update framework", false, false)]
    [InlineData("maintenance", true, true)]
    public void A_command_asks_for_a_run_or_does_not(
        string command, bool inMesos, bool withAllocateOnReturn)
    {
        Assert.Equal(inMesos, AsksForRun(command, false));
        Assert.Equal(withAllocateOnReturn, AsksForRun(command, true));
    }

    [Fact]
    public void Removing_an_agent_never_asks_for_a_run()
    {
        Assert.False(AsksForRun("remove agent", false));
    }

    [Fact]
    public void A_thousand_revives_cost_one_run()
    {
        Cell cell = BusyCell(false);
        long runs = cell.Allocator.Runs;
        for (int i = 0; i < 1000; i++)
        {
            cell.Allocator.Revive(cell.Framework("f1"), [], cell.Now);
        }

        Assert.True(cell.Allocator.RunPending(cell.Now));
        Assert.False(cell.Allocator.RunPending(cell.Now));
        Assert.Equal(runs + 1, cell.Allocator.Runs);
    }

    [Fact]
    public void An_event_driven_run_visits_only_the_agents_named()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s1", "cpus:1").Return("f", "s1");
        cell.TakeOffers();
        cell.AddAgent("s2", "cpus:1").Offers("f role s2 cpus:1");
        cell.Tick().Offers("f role s1 cpus:1");
    }

    [Fact]
    public void With_allocate_on_return_resources_go_out_again_at_once()
    {
        Cell cell = new(AllocatorOptions.Mesos with { AllocateOnReturn = true });
        cell.AddFramework("f1", "role1").AddAgent("s", "cpus:4").Accept("f1", "s", "cpus:4");
        cell.TakeOffers();
        cell.Recover("f1", "role1", "s", "cpus:3").Offers("f1 role1 s cpus:3");
    }

    [Fact]
    public void An_activated_agent_waits_for_the_batch()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4").Return("f", "s");
        cell.DeactivateAgent("s").TakeOffers();
        cell.Tick().OffersNothing().ActivateAgent("s").OffersNothing();
        cell.Tick().Offers("f role s cpus:4");
    }

    [Fact]
    public void A_batch_that_would_matter_cannot_be_skipped_and_others_can()
    {
        Cell cell = new();
        cell.AddFramework("f", "role").AddAgent("s", "cpus:4");
        cell.Allocator.SkipBatches(1000);
        Assert.Equal(Timestamp.Never, cell.Allocator.NextBatchThatMatters);
        cell.Decline("f", "s", 10);
        cell.Tick();
        Assert.InRange(cell.Allocator.NextBatchThatMatters.Seconds, 1.0, 10.0);
        cell.Revive("f");
        cell.Return("f", "s");
        Assert.Throws<InvalidOperationException>(() => cell.Allocator.SkipBatches(1));
    }

    private static bool AsksForRun(string command, bool allocateOnReturn)
    {
        Cell cell = BusyCell(allocateOnReturn);
        Commands[command](cell);
        return cell.Allocator.HasPendingRun;
    }

    /// <summary>f1 has 2 of 4 cpus allocated on s1, s2 in an open offer; nothing waits.</summary>
    private static Cell BusyCell(bool allocateOnReturn)
    {
        Cell cell = new(AllocatorOptions.Mesos with
        {
            AllocateOnReturn = allocateOnReturn,
            OfferTimeout = TimeSpan.FromSeconds(60),
        })
        {
            AutoSettle = false,
        };
        cell.AddFramework("f1", "role1").AddAgent("s1", "cpus:4").Settle();
        cell.Accept("f1", "s1", "cpus:2", 1000).AddAgent("s2", "cpus:4").Settle();
        return cell;
    }
}
