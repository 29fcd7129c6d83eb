namespace Offers;

/// <summary>
/// One user of a cell in a pure fairness problem: identical tasks, as many as it can get.
/// </summary>
/// <param name="Name">The last tie-break, ordinal.</param>
/// <param name="Demand">What one task needs; not zero.</param>
/// <param name="Weight">In thousandths, 1 to <see cref="Weight.Max"/>; 1 000 is weight 1.</param>
/// <param name="MostTasks">The most tasks it has; null, the default, is no end of them.</param>
public readonly record struct Claim(
    string Name, ResourceVector Demand, long Weight = Offers.Weight.One, long? MostTasks = null);
