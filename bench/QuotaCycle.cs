using BenchmarkDotNet.Attributes;

namespace Offers.Bench;

/// <summary>
/// A run over a cell in which every role has a guarantee and a limit: all are served, and then
/// there is nothing to give. The baseline is the bare loop over as many agents and frameworks.
/// </summary>
public class QuotaCycle
{
    private BenchCell _cell = null!;
    private LimitKernel _kernel = null!;

    [Params(3_000)]
    public int Agents { get; set; }

    [ParamsAllValues]
    public QuotaShape Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cell = QuotaCell.Build(Agents, Shape);
        _kernel = new LimitKernel(Agents, Agents);
    }

    [IterationSetup(Targets = [nameof(LimitKernel), nameof(FirstRun)])]
    public void FreeAll()
    {
        _cell.DeclineAll(TimeSpan.Zero);
        _kernel.Reset();
    }

    [IterationSetup(Target = nameof(SecondRun))]
    public void Serve()
    {
        FreeAll();
        _cell.Cycle();
        _cell.TakeOffers();
    }

    [Benchmark(Baseline = true)]
    public long LimitKernel() => _kernel.Cycle();

    [Benchmark]
    public int FirstRun() => _cell.Cycle();

    [Benchmark]
    public int SecondRun() => _cell.Cycle();
}
