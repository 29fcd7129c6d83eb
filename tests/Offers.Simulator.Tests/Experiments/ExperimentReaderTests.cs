using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

public class ExperimentReaderTests
{
    [Fact]
    public void What_a_file_leaves_out_has_the_defaults_of_the_records()
    {
        var expected = new Experiment
        {
            Path = ExperimentText.File,
            Name = "x",
            Workload = new WorkloadSpec { Trace = "t.csv" },
        };
        Experiment read = ExperimentText.Read(ExperimentText.Least);
        Assert.Equal(ExperimentText.Dump(expected), ExperimentText.Dump(read));
        Assert.Null(read.Allocator.MinAllocatable);
    }

    [Fact]
    public void Empty_mappings_have_the_defaults_too()
    {
        const string Text = ExperimentText.Least
            + "frameworks: {}\nallocator: {}\ncell: {}\ncompact: {}\n";
        Assert.Equal(
            ExperimentText.Dump(ExperimentText.Read(ExperimentText.Least)),
            ExperimentText.Dump(ExperimentText.Read(Text)));
    }

    [Fact]
    public void Every_key_of_an_experiment_on_a_trace_is_read()
    {
        var expected = new Experiment
        {
            Path = ExperimentText.File,
            Name = "whole-1_A",
            Question = "Why?",
            Workload = new WorkloadSpec
            {
                Trace = "../t.csv.gz",
                Machines = "m.csv",
                MinJobsPerRole = 100,
                Gang = true,
                GpusPerTask = 8,
                FromSeconds = 10.5,
                ToSeconds = 2_000,
            },
            Frameworks = new FrameworkSpec
            {
                HoldSeconds = 60,
                BackOffSeconds = 61,
                RefuseSeconds = 5,
                GpuResources = true,
                TaskMeanHoursToFailure = 1_000,
                Retries = 0,
            },
            Allocator = new AllocatorSpec
            {
                Preset = "mesos",
                IntervalSeconds = 0.5,
                MinAllocatable = ["cpus:1", "mem:64"],
                FairnessExclude = ["disk", "ports.x"],
                FilterGpu = false,
                AllocateOnReturn = true,
                OfferTimeoutSeconds = 30,
            },
            Cell = new CellSpec
            {
                Machines = 7,
                Shapes = [new ShapeSpec(3, "cpus:4;mem:1024"), new ShapeSpec(1, "gpus:8")],
            },
            Policies = ["fifo", "static-mean"],
            Seeds = [1, 5],
            WarmUpSeconds = 3_600,
            SeriesPoints = 0,
            WriteJobs = false,
            Compact = new CompactSpec
            {
                TargetSeconds = [3_600, 0.5],
                Permutations = 101,
                PerRole = false,
            },
        };
        Experiment read = ExperimentText.Read(ExperimentText.WithTrace);
        Assert.Equal(ExperimentText.Dump(expected), ExperimentText.Dump(read));
    }

    [Fact]
    public void Every_key_of_a_generated_workload_is_read()
    {
        Experiment read = ExperimentText.Read(ExperimentText.WithGenerator);
        Assert.Null(read.Workload.Trace);
        GeneratorSpec generator = read.Workload.Generate!;
        Assert.Equal(0.5, generator.Days);
        Assert.Equal("web, research", string.Join(", ", generator.Roles.Select(role => role.Name)));
        Assert.Equal([2.5, 1], generator.Roles.Select(role => role.Weight));
        SourceSpec[] expected =
        [
            new()
            {
                Name = "a", Kind = SourceKind.Service, Task = "cpus:1", Rate = 12.5, Swing = 0.8,
                PeakHour = 14, StepMinutes = 5,
            },
            new()
            {
                Name = "b", Kind = SourceKind.Batch, Task = "cpus:2", Rate = 3, Swing = 1,
                PeakHour = 0, Tasks = 4, Minutes = 90,
            },
            new()
            {
                Name = "c", Kind = SourceKind.Gang, Task = "gpus:1", Rate = 0.25, Swing = 0.1,
                PeakHour = 24, Tasks = 16, Minutes = 0.5,
            },
        ];
        Assert.Equal(expected, generator.Roles.SelectMany(role => role.Frameworks));
        Assert.Equal(120, read.Cell.StaticTargetSeconds);
    }

    [Fact]
    public void What_a_source_leaves_out_has_the_defaults_of_the_record()
    {
        Experiment read = ExperimentText.Read(
            "name: x\ncell: {shapes: [{count: 1, resources: 'cpus:1'}]}\nworkload: {generate: "
            + "{days: 1, roles: [{name: r, frameworks: [{name: s, service: {task: 'cpus:1', "
            + "instances: 1}}, {name: b, batch: {task: 'cpus:1', jobs_per_hour: 1, minutes: 1}}"
            + "]}]}}");
        IReadOnlyList<SourceSpec> sources = read.Workload.Generate!.Roles[0].Frameworks;
        var service = new SourceSpec
        {
            Name = "s",
            Kind = SourceKind.Service,
            Task = "cpus:1",
            Rate = 1,
        };
        Assert.Equal(service, sources[0]);
        Assert.Equal(
            service with { Name = "b", Kind = SourceKind.Batch, Minutes = 1 }, sources[1]);
    }

    [Theory]
    [InlineData("3", new ulong[] { 1, 2, 3 })]
    [InlineData("1", new ulong[] { 1 })]
    [InlineData("[1, 5]", new ulong[] { 1, 5 })]
    [InlineData("[9007199254740991, 0]", new ulong[] { 9007199254740991, 0 })]
    public void Seeds_are_a_number_of_them_or_a_list(string seeds, ulong[] expected) =>
        Assert.Equal(
            expected, ExperimentText.Read(ExperimentText.Least + $"seeds: {seeds}\n").Seeds);

    [Fact]
    public void An_empty_list_of_minimum_sizes_is_not_the_default()
    {
        Experiment read = ExperimentText.Read(
            ExperimentText.Least + "allocator: {min_allocatable: []}\n");
        Assert.Empty(read.Allocator.MinAllocatable!);
    }

    [Fact]
    public void A_quoted_number_is_a_name() => Assert.Equal(
        "2011", ExperimentText.Read("name: '2011'\nworkload: {trace: t}\n").Name);

    [Fact]
    public void Comments_block_texts_and_a_document_start_are_allowed()
    {
        Experiment read = ExperimentText.Read(
            "# why\n---\nname: x # the name\nquestion: >-\n  one\n  two\n"
            + "workload:\r\n  trace: t\r\n");
        Assert.Equal("one two", read.Question);
        Assert.Equal("t", read.Workload.Trace);
    }

    [Fact]
    public void An_alias_stands_for_what_its_anchor_names()
    {
        Experiment read = ExperimentText.Read(
            ExperimentText.Least
            + "cell: {shapes: [&one {count: 1, resources: 'cpus:1'}, *one]}\n",
            "cell.shapes[0].count=2");
        Assert.Equal(
            [new ShapeSpec(2, "cpus:1"), new ShapeSpec(1, "cpus:1")], read.Cell.Shapes);
    }

    [Fact]
    public void The_demo_in_the_assembly_is_the_one_in_the_repository()
    {
        Experiment file = ExperimentReader.Read(RepositoryRoot.File("experiments", "demo.yaml"));
        Assert.Equal(
            ExperimentText.Dump(file with { Path = "demo.yaml", IsEmbedded = true }),
            ExperimentText.Dump(ExperimentReader.ReadDemo()));
        Assert.Equal([9UL], ExperimentReader.ReadDemo(["seeds=[9]"]).Seeds);
    }
}
