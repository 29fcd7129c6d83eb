namespace Offers.Simulation.Results;

/// <summary>What others found for the same workload and target, by other means.</summary>
/// <param name="Workload">Name of the workload's file, without its endings.</param>
/// <param name="Roles">For how many roles it holds.</param>
/// <param name="TargetSeconds">The bound on the mean wait; 0 when nobody may wait.</param>
/// <param name="Resource">What was counted.</param>
/// <param name="Static">What the slices need together.</param>
/// <param name="Shared">What one pool needs.</param>
/// <param name="Source">How it was found.</param>
internal sealed record Reference(
    string Workload,
    int Roles,
    double TargetSeconds,
    string Resource,
    double Static,
    double Shared,
    string Source)
{
    /// <summary>Static over shared.</summary>
    internal double Ratio => Static / Shared;
}
