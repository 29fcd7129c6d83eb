namespace Offers.Masters.Frameworks;

/// <summary>What a jobs file says.</summary>
/// <param name="Jobs">Its jobs, in the order of the file.</param>
/// <param name="Roles">Its roles, in the order of the file.</param>
internal sealed record JobsFile(
    IReadOnlyList<JobSpec> Jobs, IReadOnlyList<RoleSettings> Roles)
{
    /// <summary>No jobs.</summary>
    internal static JobsFile Empty { get; } = new([], []);
}
