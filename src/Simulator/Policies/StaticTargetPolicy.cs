namespace Offers.Simulation.Policies;

/// <summary>
/// A static slice for each role, each sized so that it meets a target for its own jobs.
/// </summary>
internal sealed class StaticTargetPolicy : IPolicy
{
    /// <inheritdoc/>
    public string Name => PolicyNames.StaticTarget;

    /// <inheritdoc/>
    public IReadOnlyList<CellPlan> Plan(PlanContext context)
    {
        List<CellPlan> plans = [];
        for (int role = 0; role < context.Workload.Roles.Count; role++)
        {
            string name = context.Workload.Roles[role];
            plans.Add(new CellPlan(name, CellKind.Offers, context.Slices![role], [role]));
        }

        return plans;
    }
}
