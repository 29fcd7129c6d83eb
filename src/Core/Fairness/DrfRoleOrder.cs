namespace Offers;

/// <summary>
/// Roles by weighted dominant share of their subtrees (semantics of Mesos' sorter).
/// </summary>
internal readonly struct DrfRoleOrder(RoleWalk walk) : IRoleOrder
{
    public static bool FollowsShares => true;

    public void Start(int agent) => walk.Start();

    public int Next() => walk.Next();
}
