using System;

namespace Offers;

/// <summary>
/// A task as its framework wants it. A value; what is checked of it is said by
/// <see cref="TaskViolation"/>.
/// </summary>
/// <param name="Name">Unique among the framework's live and unreachable tasks.</param>
/// <param name="Agent">Where: the agent of the offers it is launched on.</param>
/// <param name="Resources">What it needs, without the executor's own.</param>
public sealed record TaskDescription(string Name, string Agent, ResourceSet Resources)
{
    /// <summary>What it runs; exactly one of this and <see cref="Executor"/> is given.</summary>
    public CommandLine? Command { get; init; }

    /// <summary>Which executor runs it.</summary>
    public ExecutorDescription? Executor { get; init; }

    /// <summary>
    /// How far it may burst, for cpus and mem only; not below its request. None by default.
    /// </summary>
    public ResourceLimits Limits { get; init; }

    /// <summary>Time from TERM to KILL; 0 or more; null, the default, is the agent's.</summary>
    public TimeSpan? KillGrace { get; init; }

    /// <summary>After how long it is failed; 0 or more; null, the default, is never.</summary>
    public TimeSpan? MaxCompletionTime { get; init; }

    /// <summary>A check that reports only; null, the default, is none.</summary>
    public TaskCheck? Check { get; init; }

    /// <summary>A check whose failures kill it; null, the default, is none.</summary>
    public TaskCheck? HealthCheck { get; init; }

    /// <summary>
    /// The image that an OCI or Docker container is made of; null, the default, is the agent's own
    /// file system. Not in a group.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>
    /// Higher ones may take the place of lower ones in a <see cref="PreemptionPlan"/>; 0 by
    /// default.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>For people and constraints, each <c>key=value</c>; none by default.</summary>
    public ValueList<string> Labels { get; init; } = [];
}
