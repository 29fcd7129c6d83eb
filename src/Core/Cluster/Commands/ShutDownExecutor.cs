namespace Offers;

/// <summary>SHUTDOWN: an executor is to end, with its tasks.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Agent">Where.</param>
/// <param name="Executor">Which.</param>
public sealed record ShutDownExecutor(string Framework, string Agent, string Executor)
    : FrameworkCall(Framework);
