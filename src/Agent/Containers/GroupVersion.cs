namespace Offers.Agents.Containers;

/// <summary>Which interface of the kernel holds the groups.</summary>
public enum GroupVersion
{
    /// <summary>Version 1: a tree for each controller, or for several that share one.</summary>
    V1 = 1,

    /// <summary>Version 2: one tree for all controllers.</summary>
    V2 = 2,
}
