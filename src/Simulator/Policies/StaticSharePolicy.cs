using Offers.Simulation.Experiments;
using Offers.Simulation.Workloads;

namespace Offers.Simulation.Policies;

/// <summary>
/// A static slice for each role, in proportion to something: whole machines are dealt one by one to
/// the role that is furthest below its part.
/// </summary>
internal sealed class StaticSharePolicy(string name, Func<DemandProfile, int, double> partOf)
    : IPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<CellPlan> Plan(PlanContext context)
    {
        int roles = context.Workload.Roles.Count;
        DemandProfile profile = new(context.Workload.Possible(), context.Machines);
        double[] parts = [.. Enumerable.Range(0, roles).Select(role => partOf(profile, role))];
        double sum = parts.Sum();
        double[] dealt = new double[roles];
        List<Machine>[] slices = [.. parts.Select(_ => new List<Machine>())];
        double all = 0;
        foreach (Machine machine in context.Machines)
        {
            double size = profile.SizeOf(machine.Capacity);
            all += size;
            int neediest = 0;
            for (int role = 1; role < roles; role++)
            {
                double need = (parts[role] / sum * all) - dealt[role];
                neediest = need > (parts[neediest] / sum * all) - dealt[neediest] ? role : neediest;
            }

            slices[neediest].Add(machine);
            dealt[neediest] += size;
        }

        return [.. slices.Select((machines, role) =>
            new CellPlan(context.Workload.Roles[role], CellKind.Offers, machines, [role]))];
    }
}
