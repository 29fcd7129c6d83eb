namespace Offers.Simulation;

/// <summary>
/// Everything that a run is given and that no policy changes: jobs in the order of submission, who
/// submits them, and the inventory that cells are made of.
/// </summary>
public sealed record Workload
{
    /// <summary>The name in the results.</summary>
    public required string Name { get; init; }

    /// <summary>The kinds of resources.</summary>
    public required ResourceSchema Schema { get; init; }

    /// <summary>Roles by index.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Weights by role, in thousandths.</summary>
    public required IReadOnlyList<long> Weights { get; init; }

    /// <summary>Frameworks by index.</summary>
    public required IReadOnlyList<FrameworkModel> Frameworks { get; init; }

    /// <summary>
    /// Jobs by index, in the order of submission; ties in the order of the source.
    /// </summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>The machines that cells draw from.</summary>
    public required IReadOnlyList<Machine> Inventory { get; init; }

    /// <summary>
    /// Indexes of jobs with a task that fits no machine of the inventory that can be offered. They
    /// are among <see cref="Jobs"/>: a run counts them as impossible; a compaction leaves them out
    /// on both sides.
    /// </summary>
    public IReadOnlyList<int> ImpossibleJobs { get; init; } = [];

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Impossible => [.. ImpossibleJobs.Select(job => Jobs[job].Id)];

    /// <summary>Files that it was read from.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What was left out of the source and why, with the number of jobs.</summary>
    public IReadOnlyList<(string Reason, int Jobs)> LeftOut { get; init; } = [];

    /// <summary>Whether every seed gives the same jobs: true of a trace.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Capabilities of all its frameworks.</summary>
    public FrameworkCapabilities Capabilities { get; init; }

    /// <summary>Jobs of one role.</summary>
    public IEnumerable<Job> JobsOf(int role) =>
        Jobs.Where(job => Frameworks[job.Framework].Role == role);
}
