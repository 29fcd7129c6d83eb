namespace Offers.Agents.Processes;

/// <summary>How an agent reaches its supervisor.</summary>
/// <param name="WorkDirectory">The agent's work directory, an absolute path.</param>
internal sealed record SupervisorClientOptions(string WorkDirectory)
{
    /// <summary>
    /// The words that start a supervisor, without its arguments; by default this very program's.
    /// </summary>
    public IReadOnlyList<string> Program { get; init; } = SupervisorLauncher.ThisProgram();

    /// <summary>After how long without work and agents the supervisor ends; a minute.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two tries to connect; 20 ms by default.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// After how long without a connection another supervisor is started; 2 s by default. One too
    /// many ends by itself; one that was killed while it started is missed until then.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a launch that the system refuses is tried again; 10 s by default. After that the
    /// client answers nothing any more but the reason.
    /// </summary>
    public TimeSpan LaunchPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much earlier than asked a kill may not come: the clock of grace periods.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
