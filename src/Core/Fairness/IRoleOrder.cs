namespace Offers;

/// <summary>
/// The order in which roles come at an agent: the seam for sorters. A struct, so that the visit
/// calls it directly. Only roles with active clients appear, each once.
/// </summary>
internal interface IRoleOrder
{
    /// <summary>
    /// Whether roles come in the order of the tree's heaps, whatever the agent: then between two
    /// visits only those move that were given something.
    /// </summary>
    public static abstract bool FollowsShares { get; }

    /// <summary>Sorts afresh for a visit of an agent.</summary>
    public void Start(int agent);

    /// <summary>The next role, or -1 after the last.</summary>
    public int Next();
}
