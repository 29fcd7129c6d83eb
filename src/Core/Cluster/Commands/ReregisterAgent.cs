namespace Offers;

/// <summary>
/// An agent is back: after a broken connection, after it was out of contact, or after a fail-over
/// of the master. What it has counts; what the master believes beyond that is gone.
/// </summary>
/// <param name="Profile">What it says of itself; hostname as before.</param>
/// <param name="Connection">The host's number of the connection; 1 or more.</param>
/// <param name="Tasks">What it has, ended tasks with unacknowledged updates included.</param>
public sealed record ReregisterAgent(
    AgentProfile Profile, long Connection, ValueList<ReportedTask> Tasks)
    : AgentReport(Profile.Id)
{
    /// <summary>The executors that it has, for tasks that are no commands.</summary>
    public ValueList<ReportedExecutor> Executors { get; init; } = [];

    /// <summary>What it knows of the frameworks that have something on it.</summary>
    public ValueList<FrameworkProfile> Frameworks { get; init; } = [];

    /// <summary>Ids of operations that it has done or knows of, with their states.</summary>
    public ValueList<ReportedOperation> Operations { get; init; } = [];

    /// <summary>Whether it was draining when it was last told.</summary>
    public bool IsDraining { get; init; }
}
