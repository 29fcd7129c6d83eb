using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// A full cycle with every agent free against the bare kernel. Each iteration is one cycle, and its set-up
/// brings the cell back to "every agent free": that costs more than the cycle, so that a loop of both
/// would measure the way back. One invocation is long enough for the clock from 1 000 agents on.
/// </summary>
public class AllocationCycle
{
    private BenchCell _cell = null!;
    private LimitKernel _kernel = null!;

    [Params(1_000, 10_000, 50_000)]
    public int Agents { get; set; }

    [Params(1, 100, 1_000, 3_000)]
    public int Frameworks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cell = new BenchCell(Agents, Frameworks);
        _kernel = new LimitKernel(Agents, Frameworks);
    }

    [IterationSetup]
    public void FreeAll()
    {
        _cell.DeclineAll(TimeSpan.Zero);
        _kernel.Reset();
    }

    [Benchmark(Baseline = true)]
    public long LimitKernel() => _kernel.Cycle();

    [Benchmark]
    public int Cycle() => _cell.Cycle();
}
