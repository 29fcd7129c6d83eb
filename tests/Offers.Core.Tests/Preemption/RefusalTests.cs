namespace Offers.Core.Tests.Preemption;

/// <summary>Every refusal of the planner with its numbers, in the order of precedence.</summary>
public sealed class RefusalTests
{
    private static readonly PreemptionClaim Claim =
        PreemptionCell.Claim("b", PreemptionCause.OverShare, "cpus:2");

    [Fact]
    public void What_is_promised_is_under_way()
    {
        PreemptionPlan plan = Cell().Plan(Claim with { Count = 2, Promised = 2 });
        Assert.Equal(PreemptionStatus.Underway, plan.Status);
    }

    [Fact]
    public void Promised_tasks_count_for_the_claimants_share()
    {
        PreemptionCell cell = Cell()
            .Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s1", "cpus:2");
        Assert.Equal(PreemptionStatus.Planned, cell.Plan(Claim).Status);
        PreemptionPlan plan = cell.Plan(Claim with { Count = 2, Promised = 1 });
        Assert.Equal(PreemptionStatus.BelowShare, plan.Status);
        Assert.Equal((2_000, 4_000), (
            plan.Evidence.RoleShare.Amount, plan.Evidence.ClaimantShare.Amount));
    }

    [Fact]
    public void Too_large_for_every_agent_fits_nothing()
    {
        PreemptionPlan plan = Cell().Run("f.1", "a", "s1", "cpus:4")
            .Plan(Claim with { Shape = PreemptionCell.Of("cpus:5") });
        Assert.Equal(PreemptionStatus.NothingFits, plan.Status);
        Assert.Equal("s1", plan.Evidence.Agent);
        Assert.Equal(PreemptionCell.Of("cpus:1"), plan.Evidence.Missing);
    }

    [Fact]
    public void What_leaves_already_is_not_taken_twice()
    {
        PreemptionPlan plan = Cell().Run("f.1", "a", "s1", "cpus:3", leaving: true)
            .Run("f.2", "a", "s1", "cpus:1").Plan(Claim);
        Assert.Equal(PreemptionStatus.AlreadyLeaving, plan.Status);
        Assert.Equal(PreemptionCell.Of("cpus:1"), plan.Evidence.Missing);
    }

    [Fact]
    public void What_leaves_already_no_longer_counts_for_its_role()
    {
        PreemptionCell cell = new PreemptionCell().Role("a", "cpus:2").Role("b")
            .Agent("s1", "cpus:2").Agent("s2", "cpus:2").Run("f.2", "a", "s2", "cpus:2");
        Assert.Equal(
            PreemptionStatus.Planned,
            new PreemptionCell().Role("a", "cpus:2").Role("b").Agent("s1", "cpus:2")
                .Agent("s2", "cpus:2").Run("f.1", "a", "s1", "cpus:2")
                .Run("f.2", "a", "s2", "cpus:2").Plan(Claim).Status);
        PreemptionPlan plan = cell.Run("f.1", "a", "s1", "cpus:2", leaving: true).Plan(Claim);
        Assert.Equal(PreemptionStatus.BelowGuarantee, plan.Status);
    }

    [Fact]
    public void Without_a_right_nothing_is_eligible()
    {
        PreemptionPlan plan = Cell().Run("g.1", "b", "s1", "cpus:2").Run("f.1", "a", "s1", "cpus:1")
            .Plan(Claim);
        Assert.Equal(PreemptionStatus.NothingEligible, plan.Status);
        Assert.Equal(PreemptionCell.Of("cpus:1"), plan.Evidence.Missing);
    }

    [Fact]
    public void A_role_that_lost_a_moment_ago_is_spared()
    {
        PreemptionPlan plan = Cell().Role("c", cooling: true).Run("f.1", "c", "s1", "cpus:4")
            .Plan(Claim);
        Assert.Equal(PreemptionStatus.CoolingDown, plan.Status);
    }

    [Fact]
    public void More_victims_than_a_plan_may_have_are_refused()
    {
        PreemptionPlan plan = Small().Plan(Claim, new PreemptionOptions { MaxVictims = 1 }, 1);
        Assert.Equal(PreemptionStatus.TooManyVictims, plan.Status);
        Assert.Equal((2, 1), (plan.Evidence.VictimsNeeded, plan.Evidence.VictimsAllowed));
    }

    [Fact]
    public void More_victims_than_the_rate_allows_are_refused()
    {
        PreemptionPlan plan = Small().Plan(Claim, allowance: 1);
        Assert.Equal(PreemptionStatus.RateLimited, plan.Status);
        Assert.Equal((2, 1), (plan.Evidence.VictimsNeeded, plan.Evidence.VictimsAllowed));
    }

    [Fact]
    public void A_plan_for_a_part_says_what_stops_the_rest()
    {
        PreemptionPlan plan = Cell().Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:1")
            .Run("f.3", "a", "s1", "cpus:1").Run("f.4", "a", "s1", "cpus:1").Plan(
                Claim with { Shape = PreemptionCell.Of("cpus:1"), Count = 2 }, allowance: 1);
        Assert.Equal((PreemptionStatus.Planned, PreemptionStatus.RateLimited, 1), (
            plan.Status, plan.Rest, plan.Gained));
        Assert.Equal((1, 0), (plan.Evidence.VictimsNeeded, plan.Evidence.VictimsAllowed));
    }

    private static PreemptionCell Cell() =>
        new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:4");

    private static PreemptionCell Small() => Cell()
        .Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:1")
        .Run("f.3", "a", "s1", "cpus:1").Run("f.4", "a", "s1", "cpus:1");
}
