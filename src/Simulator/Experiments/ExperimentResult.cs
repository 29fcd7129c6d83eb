namespace Offers.Simulation.Experiments;

/// <summary>Everything that an experiment found; what the writers and the report read.</summary>
public sealed record ExperimentResult
{
    /// <summary>The experiment.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>The workload of the first seed (a trace's is the same for all).</summary>
    public required Workload Workload { get; init; }

    /// <summary>Every run in the order policy, seed.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>Each policy over all seeds.</summary>
    public IReadOnlyList<Aggregate> Aggregates { get; init; } = [];

    /// <summary>Compactions by target.</summary>
    public IReadOnlyList<Compaction> Compactions { get; init; } = [];

    /// <summary>Digests (SHA-256, hexadecimal) of the input files by path.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The command line that led to it.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Wall time of all of it.</summary>
    public TimeSpan Wall { get; init; }
}
