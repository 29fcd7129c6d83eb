namespace Offers.Simulation.Workloads;

/// <summary>
/// A seeded order of an inventory from which cells and slices take machines, from the start,
/// cycling with new names when more are needed than there are.
/// </summary>
public sealed class InventoryOrder
{
    private readonly IReadOnlyList<Machine> _inventory;
    private readonly int[] _order;

    /// <summary>Draws the order.</summary>
    /// <param name="workload">Whose inventory.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="name">
    /// Which of the seed's orders: that of a role's slice, or of the shared cell.
    /// </param>
    public InventoryOrder(Workload workload, ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(workload);
        _inventory = workload.Inventory;
        _order = new RandomStream(seed, $"inventory/{name}").Permutation(_inventory.Count);
    }

    /// <summary>
    /// The first machines of the order; names are made unique by the given prefix.
    /// </summary>
    public IReadOnlyList<Machine> Take(int count, string prefix = "")
    {
        Machine[] machines = new Machine[count];
        for (int i = 0; i < count; i++)
        {
            Machine machine = _inventory[_order[i % _order.Length]];
            string again = i < _order.Length ? "" : $"~{i / _order.Length}";
            string name = prefix + machine.Name + again;
            machines[i] = machine with { Name = name };
        }

        return machines;
    }
}
