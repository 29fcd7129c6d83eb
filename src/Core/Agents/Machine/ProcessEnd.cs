namespace Offers;

/// <summary>How a process ended: one of the three says so, or nobody knows.</summary>
public readonly record struct ProcessEnd
{
    /// <summary>What it exited with, 0 to 255; null if it did not exit.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>The signal that killed it; null if none did.</summary>
    public int? Signal { get; init; }

    /// <summary>Why it never ran; null if it did.</summary>
    public string? StartError { get; init; }

    /// <summary>Whether it did what it was to do.</summary>
    public bool IsGood => ExitStatus == 0;

    /// <summary>For people: <c>exited with status 3</c>.</summary>
    public override string ToString() =>
        StartError is not null ? $"could not be started: {StartError}"
        : Signal is int signal ? $"was killed by signal {signal}"
        : ExitStatus is int status ? $"exited with status {status}"
        : "ended, and nobody knows how";
}
