using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class GoogleFigureTests
{
    private static Trace Google => TraceData.Google;

    [Fact]
    public void Google_has_189_994_attempts_of_518_users_on_12_477_machines_in_5_611_s()
    {
        Assert.Equal(189_994, Google.Tasks.Length);
        Assert.Equal(518, TraceInfo.Roles(Google));
        Assert.Equal(12_477, Google.Machines.Length);
        Assert.Equal(5_611, Math.Round(TraceInfo.SpanSeconds(Google)));
        Assert.True(Google.IsNormalised);
    }

    [Fact]
    public void Google_has_a_cell_of_6_603_25_cpu_and_5_862_75_memory_units()
    {
        Assert.Equal(6_603.25, TraceInfo.Capacity(Google, TraceResource.Cpus));
        Assert.Equal(5_862.75, Math.Round(TraceInfo.Capacity(Google, TraceResource.Memory), 2));
    }

    [Fact]
    public void Google_begins_with_132_982_tasks_of_507_users()
    {
        Assert.Equal(132_982, SnapshotInfo.RunningRows(Google));
        Assert.Equal(507, SnapshotInfo.RunningRoles(Google));
    }

    [Fact]
    public void Google_is_asked_for_113_percent_of_its_cpus_and_93_of_its_memory()
    {
        Assert.Equal(1.13, Math.Round(SnapshotInfo.AskedShare(Google, TraceResource.Cpus), 2));
        Assert.Equal(0.93, Math.Round(SnapshotInfo.AskedShare(Google, TraceResource.Memory), 2));
    }

    [Fact]
    public void Google_has_374_users_of_507_whose_dominant_resource_is_cpu() =>
        Assert.Equal(374, SnapshotInfo.CpuDominantRoles(Google));

    [Fact]
    public void Google_has_a_multiplexing_gain_by_user_of_1_02() => Assert.Equal(
        1.02, Math.Round(TraceInfo.Multiplexing(Google, TraceResource.Cpus).Gain, 2));

    [Fact]
    public void Whole_machines_for_every_user_cost_16_1_percent_and_13_7_when_fluid()
    {
        OwnedMachines owned = SnapshotInfo.Owned(Google, task => task.Role);
        Assert.Equal(16.1, Math.Round(100 * owned.WholeOverhead, 1));
        Assert.Equal(13.7, Math.Round(100 * owned.FluidOverhead, 1));
    }

    [Fact]
    public void Keeping_production_apart_costs_0_percent()
    {
        OwnedMachines owned = SnapshotInfo.Owned(Google, SnapshotInfo.ProductionOrRest);
        Assert.Equal(0, Math.Round(100 * owned.WholeOverhead, 1));
        Assert.Equal(0, Math.Round(100 * owned.FluidOverhead, 1));
    }

    [Fact]
    public void Google_has_131_409_censored_rows_and_19_that_ran_without_a_demand()
    {
        Assert.Equal(131_409, TraceInfo.CensoredRows(Google));
        Assert.Equal(19, TraceInfo.RowsWithoutDemand(Google));
        Assert.All(
            Google.Tasks.Where(task => task.IsWithoutDemand),
            task => Assert.NotNull(task.StartSeconds));
    }
}
