using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class OpenbFigureTests
{
    private static Trace Openb => TraceData.Openb;

    [Fact]
    public void Openb_has_8_151_pods_on_1_523_nodes_with_6_212_gpus()
    {
        Assert.Equal(8_151, Openb.Tasks.Length);
        Assert.Equal(1_523, Openb.Machines.Length);
        Assert.Equal(6_212, TraceInfo.Capacity(Openb, TraceResource.Gpus));
    }

    [Fact]
    public void Openb_lasts_149_days() =>
        Assert.Equal(149, Math.Floor(TraceInfo.SpanSeconds(Openb) / 86_400));

    [Fact]
    public void Openb_used_698_thousand_cpu_hours_and_51_6_thousand_gpu_hours()
    {
        double cpus = TraceInfo.ResourceHours(Openb, TraceResource.Cpus);
        double gpus = TraceInfo.ResourceHours(Openb, TraceResource.Gpus);
        Assert.Equal(698, Math.Round(cpus / 1_000));
        Assert.Equal(51.6, Math.Round(gpus / 1_000, 1));
    }

    [Fact]
    public void Openb_asks_for_at_most_779_cpus_and_65_6_gpus_at_once()
    {
        Assert.Equal(778.516, TraceInfo.PeakDemand(Openb, TraceResource.Cpus));
        Assert.Equal(779, Math.Round(TraceInfo.PeakDemand(Openb, TraceResource.Cpus)));
        Assert.Equal(65.59, TraceInfo.PeakDemand(Openb, TraceResource.Gpus));
        Assert.Equal(65.6, Math.Round(TraceInfo.PeakDemand(Openb, TraceResource.Gpus), 1));
    }

    [Fact]
    public void Openb_has_896_pods_without_a_start() =>
        Assert.Equal(896, TraceInfo.RowsWithoutStart(Openb));

    [Fact]
    public void Openb_has_3_077_rows_with_fractional_gpus() =>
        Assert.Equal(3_077, TraceInfo.RowsWithFractionalGpus(Openb));
}
