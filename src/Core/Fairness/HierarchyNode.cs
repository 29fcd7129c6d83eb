using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// A node of a hierarchy in a pure fairness problem: a group with members, or a leaf with identical
/// tasks.
/// </summary>
public sealed class HierarchyNode
{
    private HierarchyNode(Claim claim, IReadOnlyList<HierarchyNode> members)
    {
        Claim = claim;
        Members = members;
    }

    /// <summary>
    /// Name, weight among its siblings and, for a leaf, demand; a group's demand is zero.
    /// </summary>
    public Claim Claim { get; }

    /// <summary>The members of a group; none for a leaf.</summary>
    public IReadOnlyList<HierarchyNode> Members { get; }

    /// <summary>True without members.</summary>
    public bool IsLeaf => Members.Count == 0;

    /// <summary>A leaf.</summary>
    /// <param name="claim">Its tasks; the demand is more than zero of something.</param>
    /// <exception cref="ArgumentException">The demand is zero or a bound out of range.</exception>
    public static HierarchyNode Leaf(in Claim claim)
    {
        ProgressiveFilling.Validate(new Claim[] { claim });
        return new HierarchyNode(claim, []);
    }

    /// <summary>A group.</summary>
    /// <param name="name">The last tie-break among its siblings, ordinal.</param>
    /// <param name="weight">In thousandths, 1 to <see cref="Weight.Max"/>.</param>
    /// <param name="members">At least one.</param>
    /// <exception cref="ArgumentException">No member, or the weight is out of range.</exception>
    public static HierarchyNode Group(
        string name, long weight, params IReadOnlyList<HierarchyNode> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Weight.ThrowIfOutOfRange(weight);
        return members.Count > 0
            ? new HierarchyNode(new Claim(name, default, weight), members)
            : throw new ArgumentException($"group '{name}': expected a member", nameof(members));
    }
}
