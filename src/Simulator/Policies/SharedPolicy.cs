namespace Offers.Simulation.Policies;

/// <summary>One cell for all roles.</summary>
internal sealed class SharedPolicy(string name, CellKind kind) : IPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<CellPlan> Plan(PlanContext context)
    {
        int[] all = [.. Enumerable.Range(0, context.Workload.Roles.Count)];
        return [new CellPlan("shared", kind, context.Machines, all)];
    }
}
