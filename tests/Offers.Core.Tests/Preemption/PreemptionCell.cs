namespace Offers.Core.Tests.Preemption;

/// <summary>
/// A small cell in words for the planner's tests. What roles hold and consume and what is free on
/// agents follows from the tasks.
/// </summary>
internal sealed class PreemptionCell(string total = "cpus:10;mem:10")
{
    internal static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();

    internal List<PreemptionRole> Roles { get; private init; } = [];

    internal List<PreemptionAgent> Machines { get; private init; } = [];

    internal List<PreemptionTask> Tasks { get; private init; } = [];

    internal ResourceVector Total { get; private init; } = Of(total);

    internal static ResourceVector Of(string text) =>
        text.Length == 0 ? default : ResourceText.Parse(text, Schema);

    internal PreemptionCell Role(
        string path, string guarantee = "", long weight = Weight.One, bool cooling = false)
    {
        Roles.Add(new PreemptionRole(path)
        {
            Guarantee = Of(guarantee),
            Weight = weight,
            IsCooling = cooling,
        });
        return this;
    }

    internal PreemptionCell Agent(string name, string total)
    {
        Machines.Add(new PreemptionAgent(name, Of(total)));
        return this;
    }

    /// <summary>Runs a task; its framework is the part of its name before the dot.</summary>
    internal PreemptionCell Run(
        string name, string role, string agent, string resources, int priority = 0,
        bool revocable = false, int started = 0, bool leaving = false)
    {
        Tasks.Add(new PreemptionTask(name.Split('.')[0], name, role, agent, Of(resources))
        {
            Priority = priority,
            IsRevocable = revocable,
            Started = Timestamp.FromSeconds(started),
            IsLeaving = leaving,
        });
        return this;
    }

    internal PreemptionView View(int allowance = int.MaxValue)
    {
        ILookup<string, PreemptionTask> byAgent = Tasks.ToLookup(task => task.Agent);
        return new PreemptionView
        {
            Total = Total,
            Roles = [.. Roles.Select(role => role with
            {
                Held = Sum(Below(role.Path)),
                Consumed = Sum(Below(role.Path).Where(task => !task.IsRevocable)),
            })],
            Agents = [.. Machines.Select(agent => agent with
            {
                Free = agent.Free - Sum(byAgent[agent.Name]),
            })],
            Tasks = [.. Tasks],
            Allowance = allowance,
        };
    }

    internal PreemptionPlan Plan(
        PreemptionClaim claim, PreemptionOptions? options = null, int allowance = int.MaxValue) =>
        PreemptionPlanner.Plan(View(allowance), claim, options ?? new PreemptionOptions());

    internal static PreemptionClaim Claim(
        string role, PreemptionCause cause, string shape = "cpus:1", int count = 1,
        int priority = 0, string framework = "me") =>
        new(framework, role, cause, Of(shape), count) { Priority = priority };

    /// <summary>The victims' names in the order of the plan.</summary>
    internal static string Names(PreemptionPlan plan) => string.Join(
        ' ', plan.Agents.SelectMany(agent => agent.Victims).Select(victim => victim.Task.Name));

    /// <summary>The cell after the plan: victims gone, the claimant's tasks running.</summary>
    internal PreemptionCell After(PreemptionClaim claim, PreemptionPlan plan)
    {
        HashSet<PreemptionTask> gone =
            [.. plan.Agents.SelectMany(agent => agent.Victims).Select(victim => victim.Task)];
        List<PreemptionTask> tasks = [.. Tasks.Where(task => !gone.Contains(task))];
        foreach (AgentPreemption agent in plan.Agents)
        {
            for (int i = 0; i < agent.Tasks; i++)
            {
                tasks.Add(new PreemptionTask(
                    claim.Framework, $"new.{agent.Agent}.{i}", claim.Role, agent.Agent, claim.Shape)
                {
                    Priority = claim.Priority,
                    IsRevocable = claim.IsRevocable,
                    Started = Timestamp.FromSeconds(1_000),
                });
            }
        }

        return new PreemptionCell
        {
            Roles = Roles,
            Machines = Machines,
            Total = Total,
            Tasks = tasks,
        };
    }

    internal static ResourceVector Sum(IEnumerable<PreemptionTask> tasks) =>
        tasks.Aggregate(ResourceVector.Zero, (sum, task) => sum + task.Resources);

    private IEnumerable<PreemptionTask> Below(string path) =>
        Tasks.Where(task => RoleName.IsAncestorOrSelf(path, task.Role));
}
