namespace Offers;

/// <summary>An agent as the planner sees it. A value.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Free">
/// What the claimant could be offered there now, in the same money as the tasks' resources and the
/// claim's shape. What is kept for anybody is not free:
/// <see cref="PreemptionLedger.Complete(PreemptionView, Timestamp)"/> takes that out.
/// </param>
public sealed record PreemptionAgent(string Name, ResourceVector Free);
