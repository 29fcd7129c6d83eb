namespace Offers;

/// <summary>The updates of a task that wait for their acknowledgements.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Task">Which.</param>
/// <param name="State">The updates; null in a row that is gone.</param>
public sealed record AgentStreamRow(string Framework, string Task, UpdateStreamState? State)
    : AgentRow($"{Framework}\n{Task}");
