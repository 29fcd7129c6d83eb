namespace Offers.Core.Tests.Preemption;

/// <summary>Operations counted, not timed, in a cell of 1 000 agents with 20 tasks each.</summary>
public sealed class PlannerEffortTests
{
    private const int Agents = 1_000;
    private const int TasksPerAgent = 20;

    [Fact]
    public void One_small_task_costs_a_few_sets_an_agent()
    {
        PreemptionPlan plan = Plan("cpus:1", 1);
        Assert.Equal((1, 1), (plan.Gained, plan.VictimCount));
        Assert.True(plan.Effort.IsExact);
        Assert.Equal(Agents, plan.Effort.Agents);
        Assert.InRange(plan.Effort.Sets, 1, Agents * TasksPerAgent);
    }

    [Fact]
    public void One_task_in_the_place_of_three_costs_less_than_all_sets_of_three()
    {
        PreemptionPlan plan = Plan("cpus:5;mem:3", 1);
        Assert.Equal(1, plan.Gained);
        Assert.InRange(plan.VictimCount, 2, 3);
        Assert.InRange(plan.Effort.Sets, 1, Agents * 1_350);
    }

    [Fact]
    public void Many_tasks_cost_no_more_than_the_bound()
    {
        PreemptionOptions options = new() { MaxVictims = 40, MaxAgents = 200 };
        PreemptionPlan plan = Plan("cpus:2;mem:2", 20, options);
        Assert.Equal(20, plan.Gained);
        Assert.Equal(Agents - 200, plan.Effort.AgentsCut);
        Assert.InRange(plan.Effort.Sets, 1, 20 * 200 * 210);
    }

    [Fact]
    public void Where_guards_refuse_every_set_the_search_is_cut_off()
    {
        PreemptionOptions options = new() { MaxSetsPerAgent = 100 };
        PreemptionPlan plan = Plan("cpus:5", 1, options, guarantee: "cpus:50000");
        Assert.Equal(PreemptionStatus.BelowGuarantee, plan.Status);
        Assert.InRange(plan.Effort.Sets, 1, 4 * Agents * (100 + TasksPerAgent));
    }

    private static PreemptionPlan Plan(
        string shape, int count, PreemptionOptions? options = null, string guarantee = "")
    {
        PreemptionCell cell = new("cpus:100000;mem:100000");
        cell.Role("a", guarantee).Role("b");
        for (int i = 0; i < Agents; i++)
        {
            cell.Agent($"s{i}", "");
            for (int j = 0; j < TasksPerAgent; j++)
            {
                string resources = $"cpus:{1 + ((i + j) % 3)};mem:{1 + (i * j % 4)}";
                cell.Run($"f.{i}.{j}", "a", $"s{i}", resources, started: j);
            }
        }

        return cell.Plan(
            PreemptionCell.Claim("b", PreemptionCause.OverShare, shape, count), options);
    }
}
