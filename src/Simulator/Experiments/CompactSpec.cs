namespace Offers.Simulation.Experiments;

/// <summary>
/// What <c>offers compact</c> looks for: the smallest cells that give equal service.
/// </summary>
public sealed record CompactSpec
{
    /// <summary>
    /// Bounds on the job-weighted mean of <c>wait.all</c>, in seconds. Key <c>target_seconds</c>;
    /// each at least 0.001, default one of 3 600.
    /// </summary>
    public IReadOnlyList<double> TargetSeconds { get; init; } = [3_600];

    /// <summary>
    /// Random orders of the inventory. Key <c>permutations</c>; 1 to 101, default 5.
    /// </summary>
    public int Permutations { get; init; } = 5;

    /// <summary>
    /// Whether the shared cell that meets the target for every role is looked for, too. Key
    /// <c>per_role</c>; true.
    /// </summary>
    public bool PerRole { get; init; } = true;
}
