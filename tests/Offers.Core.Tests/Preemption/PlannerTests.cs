namespace Offers.Core.Tests.Preemption;

/// <summary>Every rule of the planner, one statement each. Reference: docs/preemption.md.</summary>
public sealed class PlannerTests
{
    private const PreemptionCause Starved = PreemptionCause.StarvedGuarantee;
    private const PreemptionCause Priority = PreemptionCause.HigherPriority;
    private const PreemptionCause OverShare = PreemptionCause.OverShare;

    [Fact]
    public void Nobody_goes_when_it_fits_free()
    {
        PreemptionPlan plan = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:3")
            .Run("f.1", "a", "s1", "cpus:2").Plan(Claim("b", OverShare));
        Assert.Equal(PreemptionStatus.FitsFree, plan.Status);
        Assert.Equal((1, 1, 0), (plan.Wanted, plan.FitFree, plan.VictimCount));
    }

    [Fact]
    public void Only_what_does_not_fit_free_gets_victims()
    {
        PreemptionPlan plan = new PreemptionCell().Role("a").Role("b")
            .Agent("s1", "cpus:3").Agent("s2", "cpus:5")
            .Run("f.1", "a", "s1", "cpus:3").Run("f.2", "a", "s2", "cpus:3")
            .Agent("s3", "cpus:4").Run("f.3", "a", "s3", "cpus:4")
            .Plan(Claim("b", OverShare, "cpus:2", count: 2));
        Assert.Equal((2, 1, 1), (plan.Wanted, plan.FitFree, plan.Gained));
        AgentPreemption agent = Assert.Single(plan.Agents);
        Assert.Equal("s1", agent.Agent);
    }

    [Fact]
    public void What_is_free_beside_a_victim_is_set_aside()
    {
        PreemptionPlan plan = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:4;mem:4")
            .Run("f.1", "a", "s1", "cpus:3;mem:1")
            .Agent("s2", "cpus:4;mem:4").Run("f.2", "a", "s2", "cpus:4;mem:4")
            .Plan(Claim("b", OverShare, "cpus:2;mem:3"));
        AgentPreemption agent = Assert.Single(plan.Agents);
        Assert.Equal(PreemptionCell.Of("cpus:2;mem:3"), agent.Kept);
        Assert.Equal(PreemptionCell.Of("mem:2"), agent.SetAside);
    }

    [Fact]
    public void Of_its_own_role_a_claim_takes_only_strictly_lower_priorities()
    {
        PreemptionCell cell = new PreemptionCell().Role("a").Agent("s1", "cpus:3")
            .Run("f.1", "a", "s1", "cpus:1", priority: 5, revocable: true)
            .Run("f.2", "a", "s1", "cpus:2", priority: 4);
        Victims("f.2", cell.Plan(Claim("a", Priority, priority: 5)), VictimReason.LowerPriority);
        Victims("", cell.Plan(Claim("a", Priority, priority: 4)));
        Assert.Equal(
            PreemptionStatus.NothingEligible,
            cell.Plan(Claim("a", OverShare, priority: 4)).Status);
    }

    [Fact]
    public void Of_its_own_framework_a_claim_takes_only_strictly_lower_priorities()
    {
        PreemptionCell cell = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:3")
            .Run("me.1", "a", "s1", "cpus:3", priority: 1);
        Victims("me.1", cell.Plan(Claim("b", OverShare, priority: 2)), VictimReason.LowerPriority);
        Victims("", cell.Plan(Claim("b", OverShare, priority: 1)));
    }

    [Fact]
    public void Priorities_of_other_roles_do_not_count()
    {
        PreemptionPlan plan = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:1")
            .Run("f.1", "a", "s1", "cpus:1", priority: -9).Plan(Claim("b", Priority, priority: 9));
        Assert.Equal(PreemptionStatus.NothingEligible, plan.Status);
    }

    [Theory]
    [InlineData(OverShare)]
    [InlineData(Priority)]
    public void Revocable_tasks_may_be_taken_whatever_the_shares(PreemptionCause cause)
    {
        PreemptionPlan plan = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:9")
            .Run("f.1", "a", "s1", "cpus:1", revocable: true).Run("g.1", "b", "s1", "cpus:8")
            .Plan(Claim("b", cause, priority: 0));
        Victims("f.1", plan, VictimReason.Revocable);
    }

    [Fact]
    public void A_claim_for_revocable_resources_takes_revocable_tasks_only_by_share()
    {
        PreemptionCell cell = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:4")
            .Run("f.1", "a", "s1", "cpus:3").Run("f.2", "a", "s1", "cpus:1", revocable: true);
        PreemptionClaim claim = Claim("b", OverShare) with { IsRevocable = true };
        Victims("f.2", cell.Plan(claim), VictimReason.OverShare);
        Victims("", cell.Plan(claim with { Cause = Priority }));
        cell.Run("g.1", "b", "s1", "cpus:4", revocable: true);
        Victims("", cell.Plan(claim));
    }

    [Fact]
    public void An_over_share_victims_role_stays_at_the_claimants_share()
    {
        PreemptionCell cell = new PreemptionCell().Role("a").Role("b").Agent("s1", "cpus:10")
            .Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:2")
            .Run("f.3", "a", "s1", "cpus:4").Run("g.1", "b", "s1", "cpus:3");
        PreemptionPlan plan = cell.Plan(Claim("b", OverShare, "cpus:2", count: 2));
        Victims("f.2", plan, VictimReason.OverShare);
        Assert.Equal(PreemptionStatus.BelowShare, plan.Rest);
        PreemptionVictim victim = plan.Agents[0].Victims[0];
        Assert.Equal((5_000, 5_000), (victim.RoleShare.Amount, victim.ClaimantShare.Amount));
    }

    [Fact]
    public void Weights_count_in_shares()
    {
        PreemptionCell cell = new PreemptionCell().Role("a", weight: 3_000).Role("b")
            .Agent("s1", "cpus:8").Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s1", "cpus:4")
            .Run("g.1", "b", "s1", "cpus:2");
        Assert.Equal(PreemptionStatus.NothingEligible, cell.Plan(Claim("b", OverShare)).Status);
    }

    [Fact]
    public void Shares_compare_where_the_paths_part()
    {
        // eng as a whole has less than ops; inside it db has more than web.
        PreemptionCell cell = new PreemptionCell("cpus:20")
            .Role("eng").Role("eng/db").Role("eng/web").Role("ops").Agent("s1", "cpus:14")
            .Run("f.1", "eng/db", "s1", "cpus:1").Run("f.2", "eng/db", "s1", "cpus:3")
            .Run("g.1", "ops", "s1", "cpus:10");
        Victims("f.1", cell.Plan(Claim("eng/web", OverShare)), VictimReason.OverShare);
        Victims("f.1", cell.Plan(Claim("eng", OverShare)), VictimReason.OverShare);
        Victims("", cell.Plan(Claim("ops", OverShare)));
    }

    [Fact]
    public void A_guarantee_is_never_gone_below()
    {
        PreemptionCell cell = new PreemptionCell().Role("a", "cpus:4").Role("b")
            .Agent("s1", "cpus:5").Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s1", "cpus:3");
        PreemptionPlan plan = cell.Plan(Claim("b", OverShare));
        Assert.Equal(PreemptionStatus.BelowGuarantee, plan.Status);
        Assert.Equal(("a", 3_000, 4_000), (
            plan.Evidence.Role, plan.Evidence.Left[default], plan.Evidence.Floor[default]));
        Victims("f.3", cell.Run("f.3", "a", "s1", "cpus:1").Plan(Claim("b", OverShare)),
            VictimReason.OverShare);
    }

    [Fact]
    public void A_guarantee_of_an_ancestor_is_never_gone_below()
    {
        PreemptionPlan plan = new PreemptionCell()
            .Role("eng", "cpus:4").Role("eng/web").Role("b").Agent("s1", "cpus:4")
            .Run("f.1", "eng/web", "s1", "cpus:4").Plan(Claim("b", OverShare));
        Assert.Equal((PreemptionStatus.BelowGuarantee, "eng"), (plan.Status, plan.Evidence.Role));
    }

    [Fact]
    public void What_is_kept_for_a_sub_role_counts_for_the_guarantee_above_both()
    {
        PreemptionPlan plan = new PreemptionCell()
            .Role("eng", "cpus:4").Role("eng/db").Role("eng/web", "cpus:2").Agent("s1", "cpus:4")
            .Run("f.1", "eng/db", "s1", "cpus:2").Run("f.2", "eng/db", "s1", "cpus:2", started: 1)
            .Plan(Claim("eng/web", Starved, "cpus:2"));
        Victims("f.2", plan, VictimReason.OverShare);
    }

    [Fact]
    public void A_starved_guarantee_takes_what_is_above_other_guarantees()
    {
        PreemptionCell cell = new PreemptionCell().Role("a", "cpus:2").Role("b", "cpus:7")
            .Agent("s1", "cpus:8").Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:2")
            .Run("g.1", "b", "s1", "cpus:5");
        Victims("f.1", cell.Plan(Claim("b", Starved)), VictimReason.AboveGuarantee);
        Assert.Equal(PreemptionStatus.NothingEligible, cell.Plan(Claim("b", OverShare)).Status);
    }

    [Fact]
    public void A_guarantee_claims_no_more_than_it_is_owed()
    {
        PreemptionCell cell = new PreemptionCell().Role("a").Role("b", "cpus:5")
            .Agent("s1", "cpus:8").Run("f.1", "a", "s1", "cpus:4").Run("g.1", "b", "s1", "cpus:4");
        Assert.Equal(PreemptionStatus.NotStarved, cell.Plan(Claim("b", Starved, "cpus:2")).Status);
        Assert.Equal(1, cell.Plan(Claim("b", Starved, count: 3)).Wanted);
        Assert.Equal(PreemptionStatus.NotStarved, cell.Plan(Claim("b", Starved, "mem:1")).Status);
        Assert.Equal(PreemptionStatus.NotStarved, cell.Plan(Claim("a", Starved)).Status);
    }

    [Fact]
    public void A_guarantee_is_not_met_with_what_counts_against_it()
    {
        PreemptionPlan plan = new PreemptionCell().Role("eng", "cpus:9").Role("eng/db")
            .Role("eng/web").Agent("s1", "cpus:4").Run("f.1", "eng/db", "s1", "cpus:4")
            .Plan(Claim("eng/web", Starved));
        Assert.Equal(PreemptionStatus.NothingEligible, plan.Status);
    }

    [Fact]
    public void Fewer_victims_come_before_less_lost() => Victims("f.3", Big()
        .Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:1")
        .Run("f.3", "a", "s2", "cpus:4").Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void Less_lost_comes_before_revocable() => Victims("f.1", Big()
        .Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s2", "cpus:3", revocable: true)
        .Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void Revocable_comes_before_lower_priority() => Victims("f.2", Big()
        .Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s2", "cpus:2", 7, revocable: true)
        .Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void Lower_priority_comes_before_the_larger_share() => Victims("f.1", Big()
        .Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s1", "cpus:2", 1)
        .Run("g.2", "c", "s2", "cpus:2", 1)
        .Run("g.3", "c", "s2", "cpus:3", 1).Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void The_larger_share_comes_before_youth() => Victims("g.2", Big()
        .Run("f.1", "a", "s1", "cpus:2", started: 9).Run("g.2", "c", "s2", "cpus:2")
        .Run("g.3", "c", "s2", "cpus:3").Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void Youth_comes_before_names() => Victims("f.2", Big()
        .Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s2", "cpus:2", started: 9)
        .Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void Names_settle_what_is_left() => Victims("f.2", Big()
        .Run("f.2", "a", "s1", "cpus:2").Run("f.1", "a", "s2", "cpus:2")
        .Plan(Claim("b", OverShare, "cpus:2")));

    [Fact]
    public void One_large_victim_may_stand_for_several_small_ones() => Victims("f.3", Big()
        .Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:3")
        .Run("f.3", "a", "s2", "cpus:4").Plan(Claim("b", OverShare, "cpus:2", count: 2)));

    [Fact]
    public void Only_allowed_agents_are_looked_at()
    {
        PreemptionCell cell = Big().Run("f.1", "a", "s1", "cpus:2").Run("f.2", "a", "s2", "cpus:2");
        PreemptionClaim claim = Claim("b", OverShare, "cpus:2");
        Victims("f.2", cell.Plan(claim with { Agents = ["s2", "s9"] }));
        Assert.Equal(PreemptionStatus.NoAgents, cell.Plan(claim with { Agents = ["s9"] }).Status);
    }

    [Fact]
    public void Cut_agents_are_counted_and_the_plan_is_not_called_exact()
    {
        PreemptionCell cell = Big().Run("f.1", "a", "s1", "cpus:1").Run("f.2", "a", "s1", "cpus:1")
            .Run("f.3", "a", "s2", "cpus:4");
        PreemptionPlan plan = cell.Plan(
            Claim("b", OverShare, "cpus:2"), new PreemptionOptions { MaxAgents = 1 });
        Victims("f.3", plan);
        Assert.Equal((1, 1, false), (
            plan.Effort.Agents, plan.Effort.AgentsCut, plan.Effort.IsExact));
    }

    [Fact]
    public void A_view_that_makes_no_sense_is_refused()
    {
        PreemptionClaim claim = Claim("b", OverShare);
        Assert.Throws<ArgumentException>(() => Big().Plan(claim with { Role = "z" }));
        Assert.Throws<ArgumentException>(() => Big().Role("a").Plan(claim));
        Assert.Throws<ArgumentException>(() => Big().Role("x/y").Plan(claim));
        Assert.Throws<ArgumentException>(() => Big().Agent("s1", "").Plan(claim));
        Assert.Throws<ArgumentException>(() => Big().Plan(claim with { Shape = default }));
        Assert.Throws<ArgumentException>(() => Big().Run("f.1", "a", "s1", "cpus:4")
            .Run("f.1", "a", "s1", "cpus:4").Plan(claim));
        Assert.Throws<ArgumentOutOfRangeException>(() => Big().Plan(claim with { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Big().Plan(claim, new PreemptionOptions { ExactCandidates = 21 }));
    }

    /// <summary>Two agents, of which others have what the tests do not name.</summary>
    private static PreemptionCell Big() => new PreemptionCell("cpus:100")
        .Role("a").Role("b").Role("c").Agent("s1", "").Agent("s2", "");

    private static PreemptionClaim Claim(
        string role, PreemptionCause cause, string shape = "cpus:1", int count = 1,
        int priority = 0) => PreemptionCell.Claim(role, cause, shape, count, priority);

    private static void Victims(
        string names, PreemptionPlan plan, VictimReason reason = VictimReason.OverShare)
    {
        Assert.Equal(names, PreemptionCell.Names(plan));
        Assert.Equal(names.Length > 0, plan.Status == PreemptionStatus.Planned);
        Assert.All(
            plan.Agents.SelectMany(agent => agent.Victims).Where(v => !v.Task.IsRevocable),
            victim => Assert.Equal(reason, victim.Reason));
    }
}
