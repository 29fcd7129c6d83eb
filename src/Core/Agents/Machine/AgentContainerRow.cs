namespace Offers;

/// <summary>A container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Framework">Whose.</param>
/// <param name="Role">The allocation role of what it has.</param>
public sealed record AgentContainerRow(string Name, string Framework, string Role)
    : AgentRow(Name)
{
    /// <summary>Its executor; null, the default, when it holds one command.</summary>
    public ExecutorDescription? Executor { get; init; }

    /// <summary>
    /// Whether its executor was ever told to launch a task; false by default. Of the frameworks'
    /// own ones only.
    /// </summary>
    public bool HadTask { get; init; }

    /// <summary>Whether it was told to end, and takes no more tasks; false by default.</summary>
    public bool IsEnding { get; init; }

    /// <summary>
    /// When it is destroyed if it has not ended by then; never, the default, of one that ends is
    /// at once.
    /// </summary>
    public Timestamp DestroyAt { get; init; } = Timestamp.Never;
}
