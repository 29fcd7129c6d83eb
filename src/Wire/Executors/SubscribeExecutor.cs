namespace Offers.Wire;

/// <summary>
/// The first that an executor says on a connection, also when it is back after its agent restarted.
/// </summary>
/// <param name="Framework">Whose it is.</param>
/// <param name="Executor">Its name.</param>
public sealed record SubscribeExecutor(string Framework, string Executor) : ExecutorReport
{
    /// <summary>
    /// Its updates that were not acknowledged, oldest first; none by default. Those that the agent
    /// knows are acknowledged once more.
    /// </summary>
    public ValueList<ExecutorUpdate> Updates { get; init; } = [];

    /// <summary>
    /// The names of the tasks that it has and for which no update was acknowledged; none by
    /// default. What the agent launched and does not find here was lost on the way.
    /// </summary>
    public ValueList<string> Tasks { get; init; } = [];
}
