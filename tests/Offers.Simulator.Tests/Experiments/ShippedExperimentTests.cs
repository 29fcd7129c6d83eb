using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

public class ShippedExperimentTests
{
    private static readonly string Folder = RepositoryRoot.File("experiments");

    public static TheoryData<string> Files { get; } =
    [
        .. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_reads_and_finds_its_trace(string file)
    {
        Experiment experiment = ExperimentReader.Read(Path.Combine(Folder, file));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), experiment.Name);
        Assert.NotEmpty(experiment.Question);
        if (experiment.Workload.Trace is { } trace)
        {
            Assert.True(File.Exists(Path.Combine(Folder, trace)), trace);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_names_its_schema_and_says_its_question_first(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, file));
        Assert.Equal(
            "# yaml-language-server: $schema=../docs/experiment.schema.json", lines[0]);
        Assert.StartsWith("# The question: ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_third_of_the_demo_is_half_used_on_average_and_nearly_full_at_its_peak()
    {
        const double CpusOfAThird = 20 * 16;
        Experiment demo = ExperimentReader.ReadDemo();
        Assert.Equal([new ShapeSpec(60, "cpus:16;mem:65536")], demo.Cell.Shapes);
        IReadOnlyList<RoleSpec> roles = demo.Workload.Generate!.Roles;
        Assert.Equal(3, roles.Count);
        Assert.All(roles, role =>
        {
            Assert.Equal(0.55, role.Frameworks.Sum(MeanCpus) / CpusOfAThird, 1e-9);
            double peak = role.Frameworks.Sum(source => MeanCpus(source) * (1 + source.Swing));
            Assert.Equal(0.99, peak / CpusOfAThird, 1e-9);
            Assert.Single(role.Frameworks.Select(source => source.PeakHour).Distinct());
        });
    }

    private static double MeanCpus(SourceSpec source)
    {
        double cpus = source.Task.StartsWith("cpus:2;", StringComparison.Ordinal) ? 2 : 1;
        double running = source.Kind == SourceKind.Service
            ? source.Rate
            : source.Rate * source.Tasks * source.Minutes / 60;
        return running * cpus;
    }
}
