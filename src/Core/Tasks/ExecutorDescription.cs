using System;

namespace Offers;

/// <summary>A framework's program that runs tasks on an agent, and its own resources.</summary>
/// <param name="Name">Unique among the framework's live executors on the agent.</param>
/// <param name="Resources">What it needs for itself; may be nothing.</param>
public sealed record ExecutorDescription(string Name, ResourceSet Resources)
{
    /// <summary>Which program; the framework's own by default.</summary>
    public ExecutorKind Kind { get; init; }

    /// <summary>
    /// How a <see cref="ExecutorKind.Custom"/> one is started; null for the agent's.
    /// </summary>
    public CommandLine? Command { get; init; }

    /// <summary>
    /// Whose it is; null, the default, is the framework that launches. Another one is refused.
    /// </summary>
    public string? Framework { get; init; }

    /// <summary>Time from the order to end until it is ended; 0 or more, 5 s by default.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether its tasks share its control group, or have nested ones; true by default.
    /// </summary>
    public bool SharesGroup { get; init; } = true;
}
