using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// A full cycle, as <see cref="AllocationCycle"/>, of cells that are not plain: a thousand roles,
/// flat or three deep, with scalars only or with ports on every agent.
/// </summary>
public class ShapedCycle
{
    private BenchCell _cell = null!;

    [Params(10_000)]
    public int Agents { get; set; }

    [Params(false, true)]
    public bool IsNested { get; set; }

    [Params(false, true)]
    public bool HasPorts { get; set; }

    [GlobalSetup]
    public void Setup() => _cell = new BenchCell(
        new CellPlan(Agents, 1_000, 1_000) { IsNested = IsNested, HasPorts = HasPorts });

    [IterationSetup]
    public void FreeAll() => _cell.DeclineAll(TimeSpan.Zero);

    [Benchmark]
    public int Cycle() => _cell.Cycle();
}
