namespace Offers;

/// <summary>
/// An executor has ended. Its own resources are free again; the updates of its tasks come by
/// themselves.
/// </summary>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Executor">Which.</param>
/// <param name="ExitStatus">What it ended with.</param>
public sealed record ReportExecutorExit(
    string Agent, string Framework, string Executor, int ExitStatus) : AgentReport(Agent);
