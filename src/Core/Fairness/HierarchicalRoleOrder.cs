namespace Offers;

/// <summary>Roles by H-DRF.</summary>
internal readonly struct HierarchicalRoleOrder(HierarchicalSorter sorter) : IRoleOrder
{
    public static bool FollowsShares => false;

    public void Start(int agent) => sorter.Start();

    public int Next() => sorter.Next();
}
