namespace Offers.Wire;

/// <summary>
/// A part of what an agent has that is back, when that is too long for one message: parts, then
/// over the same connection the <see cref="ReregisterAgent"/> which they belong to. It is never
/// heard by a cluster (<see cref="RegistrationParts"/>).
/// </summary>
/// <param name="Agent">Which.</param>
public sealed record RegistrationPart(string Agent) : AgentReport(Agent)
{
    /// <summary>Some of the tasks.</summary>
    public ValueList<ReportedTask> Tasks { get; init; } = [];

    /// <summary>Some of the executors.</summary>
    public ValueList<ReportedExecutor> Executors { get; init; } = [];

    /// <summary>Some of the frameworks.</summary>
    public ValueList<FrameworkProfile> Frameworks { get; init; } = [];

    /// <summary>Some of the operations.</summary>
    public ValueList<ReportedOperation> Operations { get; init; } = [];
}
