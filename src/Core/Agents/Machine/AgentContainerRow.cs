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
}
