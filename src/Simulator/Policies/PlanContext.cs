namespace Offers.Simulation.Policies;

/// <summary>What a policy has to divide.</summary>
/// <param name="Workload">
/// The jobs to come; a policy that sizes slices by demand may look at them.
/// </param>
/// <param name="Machines">
/// All machines: in the seeded order, or slice by slice when slices were sized.
/// </param>
/// <param name="Slices">
/// Machines by role of slices that each meet a target of their own, when they were sized; they are
/// the same machines as all of the above then.
/// </param>
internal sealed record PlanContext(
    Workload Workload,
    IReadOnlyList<Machine> Machines,
    IReadOnlyList<IReadOnlyList<Machine>>? Slices);
