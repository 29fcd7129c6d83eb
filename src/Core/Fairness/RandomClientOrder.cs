namespace Offers;

/// <summary>The clients of a role in a random order, a fresh one at every agent.</summary>
internal readonly struct RandomClientOrder(RandomSorter sorter) : IClientOrder
{
    public void Start(int role, int agent) => sorter.StartClients(role, agent);

    public int Next() => sorter.NextClient();
}
