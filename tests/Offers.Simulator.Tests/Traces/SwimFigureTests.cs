using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class SwimFigureTests
{
    [Theory]
    [InlineData(0, 5_894, 26.9, 1)]
    [InlineData(1, 6_638, 33.6, 1)]
    public void Swim_has_so_many_jobs_with_so_many_terabytes_of_input(
        int file, int jobs, double terabytes, int digits)
    {
        SwimTrace trace = TraceData.Swim[file];
        Assert.Equal(jobs, trace.Jobs.Length);
        Assert.Equal(terabytes, Math.Round(SwimInfo.InputBytes(trace) / 1e12, digits));
    }

    [Theory]
    [InlineData(0, 1, 5, 616, 56_262)]
    [InlineData(1, 1, 14, 694, 12_504)]
    public void Swim_jobs_have_so_many_maps_of_128_mebibytes(
        int file, long p50, long p90, long p99, long max)
    {
        SwimTrace trace = TraceData.Swim[file];
        Assert.Equal(p50, SwimInfo.MapsPercentile(trace, 0.5));
        Assert.Equal(p90, SwimInfo.MapsPercentile(trace, 0.9));
        Assert.Equal(p99, SwimInfo.MapsPercentile(trace, 0.99));
        Assert.Equal(max, SwimInfo.MapsPercentile(trace, 1));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(3_600)]
    public void Two_workloads_at_equal_volume_gain_between_one_and_two(double windowSeconds) =>
        Assert.InRange(SwimInfo.Multiplexing(TraceData.Swim, windowSeconds), 1.01, 1.99);

    [Fact]
    public void A_workload_gains_nothing_from_itself() =>
        Assert.Equal(
            1, SwimInfo.Multiplexing([TraceData.Swim[0], TraceData.Swim[0]], 60), precision: 12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(128L << 20, 1)]
    [InlineData((128L << 20) + 1, 2)]
    [InlineData(TraceLimits.MaxBytes, 7_450_580_597)]
    public void A_job_has_one_map_per_started_block_and_at_least_one(long bytes, long maps)
    {
        SwimJob job = TraceData.Swim[0].Jobs[0] with { InputBytes = bytes };
        Assert.Equal(maps, job.Maps());
    }
}
