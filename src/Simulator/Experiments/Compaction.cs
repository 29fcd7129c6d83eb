namespace Offers.Simulation.Experiments;

/// <summary>
/// Equal service: what each way needs so that the same jobs wait no longer than the target.
/// </summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="TargetSeconds">Bound on the job-weighted mean of wait.all.</param>
/// <param name="Slices">Each role's slice.</param>
/// <param name="Static">The slices together.</param>
/// <param name="Shared">One cell that meets the target over all jobs.</param>
/// <param name="SharedPerRole">
/// One cell that meets it for every role; null when not asked for.
/// </param>
/// <param name="Runs">Simulations that it took.</param>
public sealed record Compaction(
    string Workload,
    double TargetSeconds,
    IReadOnlyList<SliceSize> Slices,
    CellSize Static,
    CellSize Shared,
    CellSize? SharedPerRole,
    int Runs);
