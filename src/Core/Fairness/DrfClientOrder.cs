namespace Offers;

/// <summary>The clients of a role by dominant share of the whole cell (MESOS-9255).</summary>
internal readonly struct DrfClientOrder(RoleTree roles, HeapWalk walk) : IClientOrder
{
    public void Start(int role, int agent) => walk.Start(roles[role].Clients);

    public int Next() => walk.Next();
}
