using Offers.Core.Tests.Twin;

namespace Offers.Core.Tests.Preemption;

/// <summary>The planner against the oracle, on small random cells.</summary>
public sealed class PlannerPropertyTests
{
    private static readonly PreemptionOptions Exact = new() { ExactCandidates = 20 };
    private static readonly PreemptionOptions Greedy = new() { ExactCandidates = 0 };

    [Fact]
    public void The_best_plan_of_all_is_found_in_small_cells() => ForAll(1_000, 8, (cell, claim) =>
    {
        PlanOracle oracle = new(cell.View(), claim, int.MaxValue);
        PreemptionPlan plan = cell.Plan(claim, Exact);
        AssertSame(oracle, oracle.Best(), plan);
        Assert.True(plan.Effort.IsExact);
        return plan.VictimCount > 0;
    });

    [Fact]
    public void The_best_plan_within_the_allowance_is_found() => ForAll(700, 8, (cell, claim) =>
    {
        PlanOracle oracle = new(cell.View(), claim, 2);
        PreemptionPlan plan = cell.Plan(claim, Exact, allowance: 2);
        AssertSame(oracle, oracle.Best(), plan);
        return plan.VictimCount > 0;
    });

    [Fact]
    public void For_one_task_the_search_agent_by_agent_is_as_good() => ForAll(
        1_000, 8, (cell, claim) =>
        {
            claim = claim with { Count = 1, Promised = 0 };
            PlanOracle oracle = new(cell.View(), claim, int.MaxValue);
            PreemptionPlan plan = cell.Plan(claim, Greedy);
            AssertSame(oracle, oracle.Best(), plan);
            Assert.True(plan.Effort.IsExact);
            return plan.VictimCount > 0;
        });

    [Theory]
    [InlineData(2_000)]
    [InlineData(1)]
    public void However_short_the_search_no_victim_can_be_dropped(int sets) => ForAll(
        600, 12, (cell, claim) =>
        {
            PreemptionPlan plan = cell.Plan(claim, Greedy with { MaxSetsPerAgent = sets });
            PlanOracle oracle = new(cell.View(), claim, int.MaxValue);
            PreemptionTask[] victims = VictimsOf(plan);
            Assert.True(oracle.GainOf(victims) >= plan.Gained);
            foreach (PreemptionTask victim in victims)
            {
                PreemptionTask[] rest = [.. victims.Where(task => task != victim)];
                Assert.True(oracle.GainOf(rest) < plan.Gained, $"{victim.Name} is not needed");
            }

            return victims.Length > 0;
        });

    [Fact]
    public void No_plan_can_be_asked_back() => ForAll(1_000, 8, (cell, claim) =>
    {
        claim = claim with { Promised = 0 };
        PreemptionPlan plan = cell.Plan(claim);
        PreemptionCell after = cell.After(claim, plan);
        foreach (PreemptionTask victim in VictimsOf(plan))
        {
            foreach (PreemptionCause cause in Enum.GetValues<PreemptionCause>())
            {
                PreemptionClaim back = new(
                    victim.Framework, victim.Role, cause, victim.Resources, 1)
                {
                    Priority = victim.Priority,
                    IsRevocable = victim.IsRevocable,
                };
                Assert.DoesNotContain("new.", PreemptionCell.Names(after.Plan(back)),
                    StringComparison.Ordinal);
            }
        }

        return plan.VictimCount > 0;
    });

    [Fact]
    public void The_order_of_the_view_does_not_matter() => ForAll(500, 12, (cell, claim) =>
    {
        PreemptionView view = cell.View();
        Random shuffle = new(cell.Tasks.Count);
        PreemptionView other = view with
        {
            Roles = [.. view.Roles.OrderBy(_ => shuffle.Next())],
            Agents = [.. view.Agents.OrderBy(_ => shuffle.Next())],
            Tasks = [.. view.Tasks.OrderBy(_ => shuffle.Next())],
        };
        PreemptionPlan plan = PreemptionPlanner.Plan(view, claim, Greedy);
        Assert.Equal(plan, PreemptionPlanner.Plan(other, claim, Greedy));
        return plan.VictimCount > 0;
    });

    [Fact]
    public void What_is_kept_holds_the_tasks_and_comes_from_free_and_freed() => ForAll(
        1_000, 9, (cell, claim) =>
        {
            PreemptionPlan plan = cell.Plan(claim);
            Dictionary<string, ResourceVector> free =
                cell.View().Agents.ToDictionary(agent => agent.Name, agent => agent.Free);
            foreach (AgentPreemption agent in plan.Agents)
            {
                ResourceVector freed = PreemptionCell.Sum(agent.Victims.Select(v => v.Task));
                Assert.Equal(claim.Shape.Scale(agent.Tasks), agent.Kept);
                Assert.True(agent.SetAside.Fits(free[agent.Agent]));
                Assert.True(agent.Kept.Fits(agent.SetAside + freed));
            }

            return plan.VictimCount > 0;
        });

    private static PreemptionTask[] VictimsOf(PreemptionPlan plan) =>
        [.. plan.Agents.SelectMany(agent => agent.Victims).Select(victim => victim.Task)];

    private static void AssertSame(PlanOracle oracle, string[] best, PreemptionPlan plan)
    {
        Assert.Equal(
            string.Join(' ', best),
            string.Join(' ', VictimsOf(plan).Select(t => t.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(oracle.Gained, plan.Gained);
        Assert.Equal(best.Length > 0, plan.Status == PreemptionStatus.Planned);
        Assert.Equal(
            plan.Rest == PreemptionStatus.Planned,
            plan.FitFree + plan.Gained == plan.Wanted && plan.Gained > 0);
    }

    /// <summary>A tenth of the cells must be of use, so that nothing passes empty.</summary>
    private static void ForAll(
        int cases, int mostTasks, Func<PreemptionCell, PreemptionClaim, bool> body)
    {
        int useful = 0;
        for (int i = 0; i < cases * PropertyRunner.Factor; i++)
        {
            int seed = (int)PropertyRunner.Seed + i;
            (PreemptionCell cell, PreemptionClaim claim) =
                RandomCells.Make(new Random(seed), mostTasks);
            try
            {
                useful += body(cell, claim) ? 1 : 0;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"seed {seed}: {claim} in {string.Join("; ", cell.Tasks)}", e);
            }
        }

        Assert.InRange(useful, cases / 10, int.MaxValue);
    }
}
