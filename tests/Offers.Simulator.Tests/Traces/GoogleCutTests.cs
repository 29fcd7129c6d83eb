using System.Text;
using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

public class GoogleCutTests
{
    [Fact]
    public void The_cut_tasks_follow_from_the_whole_file_by_the_rule() =>
        AssertCut(GoogleCut.TasksFile, GoogleCut.Tasks());

    [Fact]
    public void The_cut_machines_follow_from_the_whole_file_by_the_rule() =>
        AssertCut(GoogleCut.MachinesFile, GoogleCut.Machines());

    [Theory]
    [InlineData(GoogleCut.TasksFile)]
    [InlineData(GoogleCut.MachinesFile)]
    public void The_cut_was_compressed_without_a_time_or_a_name(string file)
    {
        byte[] header = File.ReadAllBytes(RepositoryRoot.Data(file))[..8];
        Assert.Equal("1f8b080000000000", Convert.ToHexStringLower(header));
    }

    [Fact]
    public void The_cut_is_asked_for_nearly_the_same_share_of_its_cell_as_the_whole()
    {
        Trace cut = TraceReader.Read(RepositoryRoot.Data(GoogleCut.TasksFile));
        Assert.Equal(RepositoryRoot.Data(GoogleCut.MachinesFile), cut.MachinesPath);
        foreach (TraceResource resource in (TraceResource[])
            [TraceResource.Cpus, TraceResource.Memory])
        {
            Assert.Equal(
                SnapshotInfo.AskedShare(TraceData.Google, resource),
                SnapshotInfo.AskedShare(cut, resource),
                tolerance: 0.05);
        }
    }

    private static void AssertCut(string file, string text)
    {
        if (Rewrite.IsOn)
        {
            File.WriteAllBytes(
                RepositoryRoot.Data(file), TraceText.Gzip(Encoding.UTF8.GetBytes(text)));
        }

        Assert.True(
            string.Equals(text, GoogleCut.Unzip(file), StringComparison.Ordinal),
            $"{file} is not the cut that the rule gives");
    }
}
