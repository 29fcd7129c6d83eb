using System;

namespace Offers;

/// <summary>
/// Says which tasks to take back so that a claim fits: free resources first, then as few tasks as
/// possible, never below a guarantee, and nothing that could be asked back by the same right.
/// </summary>
/// <remarks>
/// <para>Order of preference between plans for as many tasks: fewer victims; less lost (dominant
/// share of what the victims have together); then whose worst victim is better, where revocable
/// ones are better than others, then lower priority, then the role with the larger share, then the
/// younger task, then agent, framework and task by name (ordinal).</para>
/// <para>Sources: what users of Cook (412, 410, 383), Armada (5073) and YARN (5605, 5829, 6163)
/// ask for; the decision record 0020; docs/preemption.md.</para>
/// </remarks>
public static class PreemptionPlanner
{
    /// <summary>
    /// Makes a plan; it changes nothing, and depends on nothing but its arguments: not on the
    /// order of the view's lists.
    /// </summary>
    /// <param name="view">The cell, as <see cref="PreemptionLedger.Complete(PreemptionView,
    /// Timestamp)"/> completed it.</param>
    /// <param name="claim">What is wanted, completed likewise.</param>
    /// <param name="options">Bounds of plans and of the search.</param>
    /// <returns>
    /// A plan for as many of the tasks as can be helped, or a refusal with its numbers. O(n log n)
    /// for n tasks, roles and agents, and the search: at most MaxVictims + 4 rounds over MaxAgents
    /// agents with MaxSetsPerAgent sets each, or 2^ExactCandidates sets.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A role is missing; a role, agent or eligible task is there twice; the shape is zero.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A count, weight or option is out of range.
    /// </exception>
    public static PreemptionPlan Plan(
        PreemptionView view, PreemptionClaim claim, PreemptionOptions options)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfOutOfRange();
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Count, 1, nameof(claim));
        ArgumentOutOfRangeException.ThrowIfNegative(claim.Promised, nameof(claim));
        ArgumentOutOfRangeException.ThrowIfNegative(view.Allowance, nameof(view));
        if (claim.Shape.IsZero)
        {
            throw new ArgumentException("the shape is zero, expected some resource", nameof(claim));
        }

        return new PlanDraft(view, claim, options).Make();
    }
}
