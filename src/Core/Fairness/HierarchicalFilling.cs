using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Fair sharing in a hierarchy without a cell, agents or offers: whole tasks, one at a time, each
/// to the leaf that is found by going from the top to the member with the least weighted share.
/// Everything is exact. It is the reference for the allocator's hierarchical sorter.
/// </summary>
/// <remarks>
/// Bhattacharya, Culler, Friedman, Ghodsi, Shenker and Stoica, Hierarchical Scheduling for Diverse
/// Datacenter Workloads (H-DRF), SoCC 2013. A leaf is blocked when its next task does not fit or it
/// has all its tasks, a group when all its members are. A resource is used up when what is left of
/// it is too little for a task of any leaf that needs it.
/// </remarks>
public static class HierarchicalFilling
{
    /// <summary>
    /// Fills until every leaf is blocked. Ties go to fewer tasks, then to the name. O(tasks * nodes
    /// * kinds).
    /// </summary>
    /// <param name="capacity">What there is.</param>
    /// <param name="root">The hierarchy; a leaf alone is one, too.</param>
    /// <param name="rule">How shares of groups are measured; default H-DRF.</param>
    /// <param name="tasks">
    /// What runs already, for each leaf from the first to the last (depth first); default nothing.
    /// So a cell in which tasks end is filled again and again (dynamic H-DRF).
    /// </param>
    /// <returns>
    /// All tasks of each leaf, those that ran already included, and the order of the new ones.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The tasks are not one number of 0 or more for each leaf, or do not fit.
    /// </exception>
    public static IndivisibleFilling Fill(
        in ResourceVector capacity, HierarchyNode root,
        HierarchyRule rule = HierarchyRule.LeastUnblockedMember, IReadOnlyList<long>? tasks = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        HierarchyState state = new(capacity, root, rule);
        if (tasks is not null)
        {
            state.Start(tasks);
        }

        List<int> order = [];
        for (int leaf = state.Next(); leaf >= 0; leaf = state.Next())
        {
            state.Give(leaf);
            order.Add(leaf);
        }

        return new IndivisibleFilling(state.Tasks, order, state.Used);
    }
}
