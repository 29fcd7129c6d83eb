namespace Offers;

/// <summary>Roles in a weighted random order, a fresh one at every agent.</summary>
internal readonly struct RandomRoleOrder(RandomSorter sorter) : IRoleOrder
{
    public static bool FollowsShares => false;

    public void Start(int agent) => sorter.StartRoles(agent);

    public int Next() => sorter.NextRole();
}
