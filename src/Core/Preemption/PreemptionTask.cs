namespace Offers;

/// <summary>A running task as the planner sees it. A value.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Name">Unique among the framework's tasks.</param>
/// <param name="Role">The allocation role of its resources.</param>
/// <param name="Agent">Where.</param>
/// <param name="Resources">
/// What its end would add to what the claimant can be offered there; also what its role has less.
/// </param>
public sealed record PreemptionTask(
    string Framework, string Name, string Role, string Agent, ResourceVector Resources)
{
    /// <summary>Whether it may be taken back at any time; false by default.</summary>
    public bool IsRevocable { get; init; }

    /// <summary>
    /// Higher ones are worth more; compared within a role or framework only. 0 by default.
    /// </summary>
    public int Priority { get; init; }

    /// <summary>
    /// Since when it runs: of equals the youngest goes. The host's zero by default.
    /// </summary>
    public Timestamp Started { get; init; }

    /// <summary>
    /// Whether it is being taken already, for whomever; false by default.
    /// <see cref="PreemptionLedger.Complete(PreemptionView, Timestamp)"/> sets it.
    /// </summary>
    public bool IsLeaving { get; init; }
}
