namespace Offers.Simulation.Experiments;

/// <summary>An experiment file, read and checked. One file asks one question.</summary>
public sealed record Experiment
{
    /// <summary>Where it was read from; relative paths in it start at its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it came with the program and not from a file.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>Short name: letters, digits, '-' and '_'. Key <c>name</c>, required.</summary>
    public required string Name { get; init; }

    /// <summary>The question it answers, for the report. Key <c>question</c>.</summary>
    public string Question { get; init; } = "";

    /// <summary>What is run. Key <c>workload</c>, required.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>How schedulers behave. Key <c>frameworks</c>.</summary>
    public FrameworkSpec Frameworks { get; init; } = new();

    /// <summary>How the allocator decides. Key <c>allocator</c>.</summary>
    public AllocatorSpec Allocator { get; init; } = new();

    /// <summary>Which machines there are. Key <c>cell</c>.</summary>
    public CellSpec Cell { get; init; } = new();

    /// <summary>Names of the policies to compare. Key <c>policies</c>; at least one.</summary>
    public IReadOnlyList<string> Policies { get; init; } = ["static-target", "shared-drf"];

    /// <summary>
    /// Seeds. Key <c>seeds</c>: a list, or a number n for 1 to n. Default 1 to 3.
    /// </summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>
    /// Seconds after the first arrival that shares and utilization leave out. Key <c>warm_up</c>;
    /// 0.
    /// </summary>
    public double WarmUpSeconds { get; init; }

    /// <summary>
    /// Points of the time series. Key <c>series_points</c>; 0 to 100 000, default 600.
    /// </summary>
    public int SeriesPoints { get; init; } = 600;

    /// <summary>Whether jobs.csv is written. Key <c>jobs</c>; true.</summary>
    public bool WriteJobs { get; init; } = true;

    /// <summary>What <c>offers compact</c> looks for. Key <c>compact</c>.</summary>
    public CompactSpec Compact { get; init; } = new();
}
