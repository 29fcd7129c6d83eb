using System;

namespace Offers;

/// <summary>
/// A check of a task, made by its executor (semantics 3.6); the lifecycle validates and carries it.
/// </summary>
/// <param name="Kind">How.</param>
public sealed record TaskCheck(CheckKind Kind)
{
    /// <summary>The command of a <see cref="CheckKind.Command"/> check.</summary>
    public CommandLine? Command { get; init; }

    /// <summary>The port of the others; 1 to 65535.</summary>
    public int Port { get; init; }

    /// <summary>The path of an HTTP check; <c>/</c> by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Time before the first; 0 to 30 days, 15 s by default.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two; 0 to 30 days, 10 s by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one may take; 0 to 30 days, 20 s by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long failures of a health check do not count after the start; 0 or more, 10 s.
    /// </summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how many failures in a row a health check kills the task; 1 or more, 3 by default.
    /// </summary>
    public int ConsecutiveFailures { get; init; } = 3;
}
