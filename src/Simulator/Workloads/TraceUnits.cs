using Offers.Simulation.Traces;

namespace Offers.Simulation.Workloads;

/// <summary>
/// Turns the numbers of a trace into resources: GiB into MB, normalised demands into stated units
/// (the largest machine is 1 000 cpus and 1 000 000 MB), and gpus, where some are fractions, into
/// thousandths of one.
/// </summary>
internal sealed class TraceUnits
{
    private readonly ResourceKind _cpus;
    private readonly ResourceKind _mem;
    private readonly ResourceKind _gpus;
    private readonly double _cpuScale;
    private readonly double _memScale;
    private readonly double _gpuScale;

    internal TraceUnits(Trace trace, ResourceSchema schema)
    {
        bool fractions = trace.Tasks.Any(task => task.Gpus != Math.Floor(task.Gpus));
        _cpus = schema.Add("cpus", "cpu");
        _mem = schema.Add("mem", "MB");
        _gpus = fractions ? schema.Add("gpu_milli", "gpu/1000") : schema.Add("gpus", "gpu");
        _cpuScale = trace.IsNormalised ? 1_000 : 1;
        _memScale = trace.IsNormalised ? 1_000_000 : 1_024;
        _gpuScale = fractions ? 1_000 : 1;
    }

    internal ResourceVector Of(double cpus, double memory, double gpus) => ResourceVector.Zero
        .With(_cpus, Thousandths(cpus * _cpuScale))
        .With(_mem, Thousandths(memory * _memScale))
        .With(_gpus, Thousandths(gpus * _gpuScale));

    /// <summary>To the nearest thousandth, but something never becomes nothing.</summary>
    private static long Thousandths(double units) =>
        units > 0 ? Math.Max(1, (long)Math.Round(units * 1000)) : 0;
}
