using System.Collections.Generic;

namespace Offers;

/// <summary>
/// What must hold after every command. The numbers up to 10 are those of the semantics page; the
/// tenth, that the same commands decide the same, is for a replay to show.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>1: on every agent and for every item, what is out is the sum of its open offers and
/// allocations, and free is total less out, or nothing where out exceeds total; shared items are
/// all free.</item>
/// <item>2: a role holds the sum of what its frameworks and sub-roles hold under it; a shared item
/// once for each agent.</item>
/// <item>3: the cell's total is the sum of its agents'.</item>
/// <item>4: every open offer and allocation is in the books of one live agent and one live
/// framework.</item>
/// <item>5: what a role consumes and still needs of its quota is what the books add up to.</item>
/// <item>6: a run leaves the required headroom, or what there was less the guarantees that it
/// handed out.</item>
/// <item>7: no offer of the last run is below the minimum offer size.</item>
/// <item>8: no offer of the last run is hidden by a filter in force.</item>
/// <item>9: who holds something is tracked under the role under which it is held.</item>
/// <item>11: every heap is in order, and active frameworks, and only they, are in one.</item>
/// <item>12: an agent that no run needs to visit would be offered to nobody.</item>
/// <item>13: the counts of refuse filters are those of the filters in force.</item>
/// </list>
/// </remarks>
public static class Invariants
{
    /// <summary>
    /// Checks all of them. O(everything): for tests and, every so many events, for a simulator.
    /// </summary>
    /// <returns>The violations; empty when all hold.</returns>
    public static IReadOnlyList<InvariantViolation> Check(Allocator allocator) =>
        allocator.CheckInvariants();
}
