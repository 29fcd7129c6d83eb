using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class HeliosFigureTests
{
    private static VirtualClusterSeries Helios => TraceData.Helios;

    [Fact]
    public void Helios_has_44_640_minutes_of_16_clusters_with_856_gpus()
    {
        Assert.Equal(44_640, Helios.Minutes);
        Assert.Equal(16, Helios.Clusters.Length);
        Assert.Equal(856, Helios.Clusters.Sum(cluster => cluster.Total[0]));
        Assert.Equal(new DateTime(2020, 5, 1, 0, 0, 0, DateTimeKind.Unspecified), Helios.Start);
    }

    [Fact]
    public void Helios_used_66_7_percent_of_its_gpus() =>
        Assert.Equal(66.7, Math.Round(100 * SeriesInfo.Utilization(Helios), 1));

    [Fact]
    public void Some_cluster_of_Helios_had_gpus_queued_in_89_3_percent_of_minutes() =>
        Assert.Equal(89.3, Math.Round(100 * SeriesInfo.QueuedMinutesShare(Helios), 1));

    [Fact]
    public void Helios_queued_61_4_gpus_on_average_while_285_stood_idle()
    {
        Assert.Equal(61.4, Math.Round(SeriesInfo.MeanQueued(Helios), 1));
        Assert.Equal(285, Math.Round(SeriesInfo.MeanIdle(Helios)));
    }

    [Fact]
    public void Pooling_Helios_at_once_would_use_73_8_percent() =>
        Assert.Equal(73.8, Math.Round(100 * SeriesInfo.PooledUtilization(Helios), 1));

    [Fact]
    public void Helios_has_a_multiplexing_gain_of_1_64_and_of_1_40_by_99th_percentiles()
    {
        MultiplexingGain gain = SeriesInfo.Multiplexing(Helios);
        Assert.Equal(1.64, Math.Round(gain.Gain, 2));
        Assert.Equal(1.40, Math.Round(gain.P99Gain, 2));
    }
}
