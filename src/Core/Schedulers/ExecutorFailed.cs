namespace Offers;

/// <summary>An executor ended. Updates of its tasks come by themselves.</summary>
/// <param name="Agent">Where.</param>
/// <param name="Executor">Which.</param>
/// <param name="ExitStatus">What it ended with.</param>
public sealed record ExecutorFailed(string Agent, string Executor, int ExitStatus)
    : SchedulerEvent;
