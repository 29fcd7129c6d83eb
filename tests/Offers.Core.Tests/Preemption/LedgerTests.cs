namespace Offers.Core.Tests.Preemption;

/// <summary>
/// What becomes of plans: a minute of grace and five minutes to use the pieces, by default.
/// Reference: docs/preemption.md.
/// </summary>
public sealed class LedgerTests
{
    [Fact]
    public void Victims_are_told_then_killed_and_their_pieces_kept_until_they_are_used()
    {
        LedgerCell cell = new();
        Assert.Equal(
            PreemptionStatus.Planned, cell.Start(0, LedgerCell.Plan("s1", "", "t1", "t2")));
        cell.Steps("announce t1 60", "announce t2 60");
        Assert.Equal(LedgerCell.At(60), cell.Ledger.NextDeadline);
        cell.Ended(30, "t1").Steps("keep s1 cpus:1 360");
        cell.Advance(59).Steps();
        cell.Advance(60).Steps("kill t2");
        cell.Ended(70, "t2").Steps("keep s1 cpus:2 370");
        Assert.Equal(PreemptionCell.Of("cpus:2"), cell.Ledger.KeptFor("me", "b", "s1"));
        cell.Used(80, "s1", "cpus:2").Steps();
        Assert.Empty(cell.Ledger.Running);
        Assert.Equal(Timestamp.Never, cell.Ledger.NextDeadline);
        Assert.Equal(
            [VictimOutcome.Left, VictimOutcome.Killed], cell.Ledger.Records.Select(r => r.Outcome));
        Assert.Equal(PreemptionOutcome.Used, Assert.Single(cell.Ledger.Endings).Outcome);
    }

    [Fact]
    public void Records_say_who_for_whom_why_and_when()
    {
        LedgerCell cell = new();
        cell.Start(10, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Ended(20, "t1");
        PreemptionRecord record = Assert.Single(cell.Ledger.Records);
        Assert.Equal(("f", "t1", "s1", "me", "b"), (
            record.Victim.Task.Framework, record.Victim.Task.Name, record.Victim.Task.Agent,
            record.Framework, record.Role));
        Assert.Equal((PreemptionCause.OverShare, VictimReason.OverShare), (
            record.Cause, record.Victim.Reason));
        Assert.Equal((LedgerCell.At(10), LedgerCell.At(20)), (record.Announced, record.Ended));
        Assert.True(record.Victim.RoleShare > record.Victim.ClaimantShare);
    }

    [Fact]
    public void Without_grace_the_kill_comes_at_once()
    {
        LedgerCell cell = new(new PreemptionOptions { Grace = TimeSpan.Zero });
        cell.Start(5, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Steps("announce t1 5", "keep s1 cpus:1 305", "kill t1");
    }

    [Fact]
    public void A_withdrawn_claim_spares_the_announced_and_releases_what_is_kept()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Steps("announce t1 60", "keep s1 cpus:1 360");
        cell.Withdraw(1).Steps("spare t1", "release s1 cpus:1");
        Assert.Empty(cell.Ledger.Running);
        Assert.False(cell.Ledger.IsLeaving("f", "t1"));
        Assert.Equal(VictimOutcome.Spared, Assert.Single(cell.Ledger.Records).Outcome);
        Assert.Equal(PreemptionOutcome.Withdrawn, Assert.Single(cell.Ledger.Endings).Outcome);
    }

    [Fact]
    public void A_victim_being_killed_when_the_claim_is_withdrawn_ends_and_nothing_is_kept()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Advance(60).Withdraw(61)
            .Steps("announce t1 60", "keep s1 cpus:1 360", "kill t1", "release s1 cpus:1");
        Assert.True(cell.Ledger.IsLeaving("f", "t1"));
        cell.Ended(62, "t1").Steps();
        Assert.Empty(cell.Ledger.Running);
        Assert.Equal(VictimOutcome.Killed, Assert.Single(cell.Ledger.Records).Outcome);
    }

    [Fact]
    public void Pieces_not_used_in_time_go_to_everybody()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Ended(10, "t1").Used(20, "s1", "cpus:1")
            .Steps("announce t1 60", "keep s1 cpus:1 360", "keep s1 cpus:2 360");
        cell.Advance(359).Steps();
        cell.Advance(360).Steps("release s1 cpus:1");
        PreemptionEnding ending = Assert.Single(cell.Ledger.Endings);
        Assert.Equal(PreemptionOutcome.Expired, ending.Outcome);
        Assert.Equal(
            (PreemptionCell.Of("cpus:1"), PreemptionCell.Of("cpus:1")),
            (ending.Used, ending.Released));
    }

    [Fact]
    public void A_victim_that_does_not_die_in_time_is_given_up()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Advance(400).Steps(
            "announce t1 60", "keep s1 cpus:1 360", "kill t1", "release s1 cpus:1");
        Assert.Equal(VictimOutcome.Overdue, Assert.Single(cell.Ledger.Records).Outcome);
        Assert.False(cell.Ledger.TaskEnded("f", "t1", LedgerCell.At(401), []));
    }

    [Fact]
    public void A_lost_agent_takes_victims_and_pieces_with_it()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        cell.Start(0, LedgerCell.Plan("s2", "", "t2", "t3"));
        cell.Lost(5, "s1").Steps(
            "announce t1 60", "keep s1 cpus:1 360", "announce t2 60", "announce t3 60",
            "release s1 cpus:1");
        Assert.Equal(2, Assert.Single(cell.Ledger.Running).Victims.Count);
        Assert.Equal(VictimOutcome.AgentLost, Assert.Single(cell.Ledger.Records).Outcome);
    }

    [Fact]
    public void The_claimant_that_needs_no_more_spares_who_is_only_announced()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:2", "t1"));
        cell.Used(5, "s1", "cpus:3").Steps("announce t1 60", "keep s1 cpus:2 360", "spare t1");
        Assert.Empty(cell.Ledger.Running);
    }

    [Fact]
    public void Only_its_claimant_uses_up_what_is_kept()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:2", "t1"), "other");
        cell.Used(5, "s1", "cpus:2");
        Assert.Equal(PreemptionCell.Of("cpus:2"), cell.Ledger.KeptOn("s1"));
        Assert.True(cell.Ledger.KeptFor("me", "b", "s1").IsZero);
    }

    [Fact]
    public void What_is_promised_is_counted_and_a_stale_plan_is_refused()
    {
        LedgerCell cell = new();
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        Assert.Equal(1, cell.Ledger.PromisedTo("me", "b", PreemptionCell.Of("cpus:2")));
        Assert.Equal(PreemptionStatus.Underway, cell.Ledger.Start(
            LedgerCell.Claim(), LedgerCell.Plan("s2", "", "t2", "t3"), LedgerCell.At(1), []));
        Assert.Equal(
            PreemptionStatus.AlreadyLeaving, cell.Start(1, LedgerCell.Plan("s1", "", "t1")));
        PreemptionPlan none = new()
        {
            Status = PreemptionStatus.NothingFits,
            Rest = PreemptionStatus.NothingFits,
        };
        Assert.Equal(PreemptionStatus.NothingFits, cell.Start(1, none));
        Assert.Single(cell.Ledger.Running);
    }

    [Fact]
    public void The_rate_is_exact_and_a_burst_may_be_saved_up()
    {
        LedgerCell cell = new(new PreemptionOptions { VictimsPerInterval = 3, Burst = 2 });
        Assert.Equal(2, cell.Ledger.AllowanceAt(LedgerCell.At(0)));
        cell.Start(0, LedgerCell.Plan("s1", "", "t1", "t2"));
        Assert.Equal(
            PreemptionStatus.RateLimited, cell.Start(19, LedgerCell.Plan("s2", "cpus:1", "t3")));
        Assert.Equal(0, cell.Ledger.AllowanceAt(new Timestamp(20 * TimeSpan.TicksPerSecond - 1)));
        Assert.Equal(
            PreemptionStatus.Planned, cell.Start(20, LedgerCell.Plan("s2", "cpus:1", "t3")));
        Assert.Equal(0, cell.Ledger.AllowanceAt(LedgerCell.At(20)));
        Assert.Equal(2, cell.Ledger.AllowanceAt(LedgerCell.At(9_000)));
    }

    [Fact]
    public void Without_a_burst_nothing_is_ever_taken()
    {
        LedgerCell cell = new(new PreemptionOptions { Burst = 0 });
        Assert.Equal(0, cell.Ledger.AllowanceAt(LedgerCell.At(9_000)));
        Assert.Equal(
            PreemptionStatus.RateLimited, cell.Start(9_000, LedgerCell.Plan("s1", "", "t1")));
    }

    [Fact]
    public void A_role_that_lost_a_task_is_spared_for_a_while()
    {
        LedgerCell cell = new(new PreemptionOptions { Cooldown = TimeSpan.FromSeconds(10) });
        cell.Start(0, LedgerCell.Plan("s1", "", "t1"));
        Assert.True(cell.Ledger.IsCooling("a", LedgerCell.At(9)));
        Assert.False(cell.Ledger.IsCooling("a", LedgerCell.At(10)));
        Assert.False(cell.Ledger.IsCooling("b", LedgerCell.At(9)));
        PreemptionView view = cell.Ledger.Complete(
            new PreemptionCell().Role("a").Role("b").View(), LedgerCell.At(9));
        Assert.Equal([true, false], view.Roles.Select(role => role.IsCooling));
    }

    [Fact]
    public void A_completed_view_knows_what_is_kept_and_who_leaves()
    {
        LedgerCell cell = new(new PreemptionOptions { Burst = 5 });
        cell.Start(0, LedgerCell.Plan("s1", "cpus:1", "t1"));
        PreemptionView view = cell.Ledger.Complete(
            new PreemptionCell().Role("a").Agent("s1", "cpus:4").Agent("s2", "cpus:4")
                .Run("f.1", "a", "s1", "cpus:1").View() with
            {
                Tasks = [new PreemptionTask("f", "t1", "a", "s1", PreemptionCell.Of("cpus:1"))],
            },
            LedgerCell.At(0));
        Assert.Equal(
            [PreemptionCell.Of("cpus:2"), PreemptionCell.Of("cpus:4")],
            view.Agents.Select(agent => agent.Free));
        Assert.True(Assert.Single(view.Tasks).IsLeaving);
        Assert.Equal(4, view.Allowance);
    }

    [Fact]
    public void The_history_is_bounded()
    {
        LedgerCell cell = new(new PreemptionOptions { HistoryLength = 2 });
        for (int i = 0; i < 5; i++)
        {
            cell.Start(i, LedgerCell.Plan("s1", "cpus:1", $"t{i}"));
            cell.Withdraw(i);
        }

        Assert.Equal([4L, 5L], cell.Ledger.Records.Select(record => record.Sequence));
        Assert.Equal([4L, 5L], cell.Ledger.Endings.Select(ending => ending.Sequence));
    }

    [Fact]
    public void Time_does_not_go_back_and_states_that_cannot_be_are_refused()
    {
        LedgerCell cell = new();
        cell.Start(5, LedgerCell.Plan("s1", "cpus:1", "t1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => cell.Advance(4));
        PreemptionState state = cell.Ledger.Snapshot();
        Assert.Throws<ArgumentException>(
            () => new PreemptionLedger(new PreemptionOptions(), state with { LastId = 0 }));
        Assert.Throws<ArgumentException>(
            () => new PreemptionLedger(new PreemptionOptions(), state with { Credit = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new PreemptionLedger(new PreemptionOptions { KeepFor = TimeSpan.Zero }));
    }
}
