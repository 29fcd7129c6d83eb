namespace Offers.Agents.Sandboxes;

/// <summary>When ended sandboxes are deleted.</summary>
internal sealed record SandboxCollectorOptions
{
    /// <summary>The age on an empty disk; a week.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What should stay free of the disk, a fraction; 0.1.</summary>
    public double Headroom { get; init; } = 0.1;

    /// <summary>Time between two looks of the host; a minute.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);
}
