namespace Offers;

/// <summary>What somebody wants for whom others may have to go. A value.</summary>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it wants the resources in.</param>
/// <param name="Cause">By what right.</param>
/// <param name="Shape">What one of its tasks needs; not zero.</param>
/// <param name="Count">
/// How many such tasks it wants to run besides those that run, promised ones included; 1 or more,
/// no more than its limits allow (the planner does not look at limits).
/// </param>
public sealed record PreemptionClaim(
    string Framework, string Role, PreemptionCause Cause, ResourceVector Shape, int Count)
{
    /// <summary>The priority of these tasks; 0 by default.</summary>
    public int Priority { get; init; }

    /// <summary>
    /// Whether the tasks would run on revocable resources: then they can take others' revocable
    /// tasks only, and those as over-share only. False by default.
    /// </summary>
    public bool IsRevocable { get; init; }

    /// <summary>The agents that will do, by name; null, the default, is any.</summary>
    public ValueList<string>? Agents { get; init; }

    /// <summary>
    /// For how many of its tasks earlier plans keep pieces or will do so; 0 or more, 0 by default.
    /// <see cref="PreemptionLedger.Complete(PreemptionClaim)"/> sets it.
    /// </summary>
    public int Promised { get; init; }
}
