using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class DemandTests
{
    [Fact]
    public void A_task_that_ends_when_another_begins_does_not_overlap_it()
    {
        // In doubles 0.1 + 0.2 is later than 0.3.
        Trace trace = TraceText.Tasks("a,a,r,0.1,,0.2,1,1,0,0,0,", "b,b,r,0.3,,1,1,1,0,0,0,");
        Assert.Equal(1, TraceInfo.PeakDemand(trace, TraceResource.Cpus));
    }

    [Fact]
    public void Peaks_are_exact_sums_of_demand_times_count()
    {
        Trace trace = TraceText.Tasks("a,a,r,0,,1,3,0.1,0,0,0,", "b,b,r,0.5,,1,2,0.7,0,0,0,");
        Assert.Equal(1.7, TraceInfo.PeakDemand(trace, TraceResource.Cpus));
    }

    [Fact]
    public void A_task_without_duration_is_never_running()
    {
        Trace trace = TraceText.Tasks("a,a,r,5,,0,1,1,0,0,0,");
        Assert.Equal(0, TraceInfo.PeakDemand(trace, TraceResource.Cpus));
    }

    [Fact]
    public void Percentiles_count_time_and_not_changes()
    {
        // Role a: 10 CPUs for 0.9 of 100 s, then 1; role b: 5 CPUs for 2 s, then nothing.
        Trace trace = TraceText.Tasks(
            "a1,a,a,0,,0.9,1,10,0,0,0,", "a2,a,a,0.9,,99.1,1,1,0,0,0,", "b,b,b,0,,2,1,5,0,0,0,");
        MultiplexingGain gain = TraceInfo.Multiplexing(trace, TraceResource.Cpus);
        Assert.Equal((15, 15), (gain.SumOfPeaks, gain.PeakOfSum));
        Assert.Equal((6, 6), (gain.SumOfP99, gain.P99OfSum));
    }

    [Fact]
    public void Two_roles_that_take_turns_gain_a_factor_of_two()
    {
        Trace trace = TraceText.Tasks("a,a,a,0,,10,1,4,0,0,0,", "b,b,b,10,,10,1,4,0,0,0,");
        MultiplexingGain gain = TraceInfo.Multiplexing(trace, TraceResource.Cpus);
        Assert.Equal((2, 2), (gain.Gain, gain.P99Gain));
    }

    [Fact]
    public void The_largest_numbers_allowed_do_not_overflow()
    {
        const string Row = ",r,1e10,,1e10,10000000,1e9,1e9,1e9,0,";
        Trace trace = TraceText.Tasks("a,a" + Row, "b,b" + Row);
        Assert.Equal(2e16, TraceInfo.PeakDemand(trace, TraceResource.Cpus));
        Assert.Equal(2e26 / 3600, TraceInfo.ResourceHours(trace, TraceResource.Cpus), 1e10);
    }

    [Fact]
    public void Owned_machines_are_average_machines_of_the_cell()
    {
        using var folder = new ScratchFolder();
        folder.Write("x.machines.csv", TraceText.Bytes(
            TraceText.MachineHeader, "m1,1,1,0,", "m2,3,3,0,"));
        string path = folder.Write("x.csv", TraceText.Bytes(
            TraceText.Header,
            "a,a,a,0,0,1,1,3,0,0,0,",
            "b,b,b,0,0,1,1,0,1,0,0,",
            "later,c,c,0,1,1,1,9,9,0,0,"));

        OwnedMachines owned = SnapshotInfo.Owned(TraceReader.Read(path), task => task.Role);
        Assert.Equal((1.5, 2.0, 3L), (owned.Pooled, owned.Fluid, owned.Whole));
        Assert.Equal(0.5, owned.WholeOverhead);
    }
}
