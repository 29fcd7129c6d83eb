using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class PhillyFigureTests
{
    private static Trace Philly => TraceData.Philly;

    [Fact]
    public void Philly_has_82_247_jobs_of_15_virtual_clusters()
    {
        Assert.Equal(82_247, Philly.Tasks.Length);
        Assert.Equal(82_247, TraceInfo.Tasks(Philly));
        Assert.Equal(82_247, TraceInfo.Jobs(Philly));
        Assert.Equal(15, TraceInfo.Roles(Philly));
    }

    [Fact]
    public void Philly_has_552_machines_with_2_490_gpus_and_nothing_else_known()
    {
        Assert.Equal(552, Philly.Machines.Length);
        Assert.Equal(2_490, TraceInfo.Capacity(Philly, TraceResource.Gpus));
        Assert.Equal(0, TraceInfo.Capacity(Philly, TraceResource.Cpus));
        Assert.Equal(0, TraceInfo.Capacity(Philly, TraceResource.Memory));
        Assert.False(Philly.IsNormalised);
    }

    [Fact]
    public void Philly_used_978_078_gpu_hours() => Assert.Equal(
        978_078, Math.Round(TraceInfo.ResourceHours(Philly, TraceResource.Gpus)));

    [Fact]
    public void Philly_asks_for_at_most_1_243_gpus_at_once() =>
        Assert.Equal(1_243, TraceInfo.PeakDemand(Philly, TraceResource.Gpus));

    [Fact]
    public void Philly_has_a_multiplexing_gain_of_2_73_and_of_2_10_by_99th_percentiles()
    {
        MultiplexingGain gain = TraceInfo.Multiplexing(Philly, TraceResource.Gpus);
        Assert.Equal(1_243, gain.PeakOfSum);
        Assert.Equal(2.73, Math.Round(gain.Gain, 2));
        Assert.Equal(2.10, Math.Round(gain.P99Gain, 2));
    }

    [Fact]
    public void Philly_has_82_229_jobs_in_the_11_clusters_with_at_least_100() =>
        Assert.Equal((11, 82_229), TraceInfo.RolesWithJobs(Philly, 100));

    [Fact]
    public void Philly_knows_no_starts_and_its_largest_job_has_128_gpus()
    {
        Assert.Equal(82_247, TraceInfo.RowsWithoutStart(Philly));
        Assert.Equal(128, Philly.Tasks.Max(task => task.Gpus));
        Assert.All(Philly.Tasks, task => Assert.Equal(1, task.Count));
    }
}
