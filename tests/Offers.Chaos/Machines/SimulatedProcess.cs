namespace Offers.Chaos;

/// <summary>A process, or a task of a custom executor, that only plays.</summary>
internal sealed class SimulatedProcess(string name, TaskScript script)
{
    public string Name { get; } = name;

    public TaskScript Script { get; } = script;

    /// <summary>When it runs, and when it ends.</summary>
    public Timestamp RunsAt { get; set; }

    public Timestamp EndsAt { get; set; }

    public bool IsRunning { get; set; }

    /// <summary>How it ended; null before.</summary>
    public ProcessEnd? End { get; set; }

    /// <summary>The signal that ends it, if one does.</summary>
    public int? Signal { get; set; }

    public string? StartError { get; set; }

    public Timestamp NextStep => End is not null ? Timestamp.Never : IsRunning ? EndsAt : RunsAt;
}
