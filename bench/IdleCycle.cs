using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// A batch with nothing to do: all frameworks suppressed but 50, which declined everything, so that
/// 50 filters lie on every agent.
/// </summary>
public class IdleCycle
{
    private BenchCell _cell = null!;

    [Params(1_000, 50_000)]
    public int Agents { get; set; }

    [Params(600, 6_000)]
    public int Frameworks { get; set; }

    [GlobalSetup]
    public void Setup() => _cell = IdleCell.Build(Agents, Frameworks, 50);

    [Benchmark]
    public int Cycle() => _cell.Cycle();
}
