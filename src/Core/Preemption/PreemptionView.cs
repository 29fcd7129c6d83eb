using System.Collections.Generic;

namespace Offers;

/// <summary>
/// All that the planner knows of a cell. The caller fills it; the order of the lists does not
/// matter, and the planner keeps none of them.
/// </summary>
/// <remarks>
/// Duties of the caller: every role of a task, the claimant's role and all their ancestors are
/// listed, each once; agents and tasks are listed once. Left out are tasks whose end would not help
/// the claimant (on reserved resources that it cannot use) and agents whose resources are
/// overdrawn. Leaving out more is safe: what is not listed is not taken.
/// </remarks>
public sealed record PreemptionView
{
    /// <summary>What the cell has: shares are fractions of it. Required.</summary>
    public required ResourceVector Total { get; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<PreemptionRole> Roles { get; init; } = [];

    /// <summary>The agents.</summary>
    public IReadOnlyList<PreemptionAgent> Agents { get; init; } = [];

    /// <summary>The running tasks; those on agents that are not listed cannot be taken.</summary>
    public IReadOnlyList<PreemptionTask> Tasks { get; init; } = [];

    /// <summary>
    /// How many victims may be taken now; 0 or more, without limit by default.
    /// <see cref="PreemptionLedger.Complete(PreemptionView, Timestamp)"/> sets it.
    /// </summary>
    public int Allowance { get; init; } = int.MaxValue;
}
