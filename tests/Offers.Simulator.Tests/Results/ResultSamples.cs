using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Results;

/// <summary>Small results: some simulated, some made by hand to say a certain thing.</summary>
internal static class ResultSamples
{
    private const long Second = TimeSpan.TicksPerSecond;
    private const int JobsEach = 60;

    private static readonly string[] Roles = ["ads", "search, \"beta\"", "mail"];

    /// <summary>Three roles that are busy one after the other, 12 machines of 8 cpus.</summary>
    internal static Workload Workload { get; } = Make();

    /// <summary>Slices against one cell of offers and one queue, with two seeds.</summary>
    internal static ExperimentResult Simulated { get; } = Simulate();

    /// <summary>
    /// A result by hand: mean waits under slices and shared, with a relative interval.
    /// </summary>
    internal static ExperimentResult WithWaits(
        double slices, double shared, double spread = 0.05) =>
        WithFigures([("wait.all.mean", "s", slices, shared)], spread);

    /// <summary>
    /// A result by hand, figures named with their unit and their values on both sides.
    /// </summary>
    internal static ExperimentResult WithFigures(
        (string Name, string Unit, double Slices, double Shared)[] figures, double spread = 0.05)
    {
        (string, string, double, double)[] all =
        [
            ("machines", "machine", 12, 12),
            ("capacity.cpus", "cpu", 96, 96),
            ("allocated.cpus.mean", "share", 0.374, 0.375),
            .. figures,
        ];
        return Bare() with
        {
            Runs = [Run("static-equal", all, right: false), Run("shared-drf", all, right: true)],
            Aggregates =
            [
                Over("static-equal", all, right: false, spread),
                Over("shared-drf", all, right: true, spread),
            ],
        };
    }

    /// <summary>A result without runs or compactions.</summary>
    internal static ExperimentResult Bare() => new()
    {
        Experiment = new Experiment
        {
            Path = "sample.yaml",
            Name = "sample",
            Question = "Who waits, & for <whom>?",
            Workload = new WorkloadSpec(),
            Policies = ["static-equal", "shared-drf"],
            Seeds = [1, 2],
        },
        Workload = Workload,
        CommandLine = "offers run sample.yaml",
        Inputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["b.csv"] = "ab12" },
        Wall = TimeSpan.FromSeconds(1.5),
    };

    /// <summary>A compaction by hand: machines of 8 cpus, three slices.</summary>
    internal static Compaction Compaction(
        double slices, double shared, double sharedWorstSeconds = 1_800, double spread = 0) => new(
            "sample",
            3_600,
            [
                new SliceSize("ads", 60, Size(1, 3_000, "ads", 3_000, spread)),
                new SliceSize("search", 60, Size(1, 3_000, "search", 3_000, spread)),
                new SliceSize("mail", 60, Size(slices - 2, 3_000, "mail", 3_000, spread)),
            ],
            Size(slices, 3_000, "mail", 3_500, spread),
            Size(shared, 3_100, "mail", sharedWorstSeconds, spread),
            Size(shared + 1, 1_000, "mail", 3_400, spread),
            77);

    private static CellSize Size(
        double machines, double wait, string worst, double worstWait, double spread) => new(
            machines,
            machines - spread,
            machines + spread,
            Cpus(machines),
            Cpus(machines - spread),
            Cpus(machines + spread),
            wait,
            worst,
            worstWait);

    private static Dictionary<string, double> Cpus(double machines) =>
        new(StringComparer.Ordinal) { ["cpus"] = machines * 8 };

    private static RunRecord Run(
        string policy,
        (string Name, string Unit, double Left, double Right)[] figures,
        bool right) => new(policy, "sample", 1, new RunResult
        {
            Digest = 0xBEEF,
            Figures = [.. figures.Select(
                f => new MetricValue(f.Name, right ? f.Right : f.Left, f.Unit))],
        });

    private static Aggregate Over(
        string policy,
        (string Name, string Unit, double Left, double Right)[] figures,
        bool right,
        double spread) => new(policy, "sample", [.. figures.Select(f =>
        {
            double mean = right ? f.Right : f.Left;
            double half = f.Unit is "s" ? mean * spread : 0;
            return KeyValuePair.Create(f.Name, new Interval(
                mean, mean - half, mean + half, f.Unit, "block bootstrap"));
        })]);

    private static ExperimentResult Simulate()
    {
        Machine[] machines = [.. Workload.Inventory];
        CellPlan[] slices = [.. Roles.Select((role, r) => new CellPlan(
            role, CellKind.Offers, machines[(r * 4)..((r * 4) + 4)], [r]))];
        List<RunRecord> runs = [];
        foreach (ulong seed in (ulong[])[1, 2])
        {
            runs.Add(Simulate("static-equal", slices, seed));
            runs.Add(Simulate(
                "shared-drf", [new("shared", CellKind.Offers, machines, [0, 1, 2])], seed));
            runs.Add(Simulate(
                "fifo", [new("shared", CellKind.Fifo, machines, [0, 1, 2])], seed));
        }

        RunRecord[] ordered = [.. runs.OrderBy(run => run.Policy is "static-equal" ? 0
            : run.Policy is "shared-drf" ? 1 : 2).ThenBy(run => run.Seed)];
        ExperimentResult bare = Bare();
        return bare with
        {
            Experiment = bare.Experiment with
            {
                Policies = ["static-equal", "shared-drf", "fifo"],
            },
            Runs = ordered,
            Aggregates = Aggregation.Of(Workload, ordered),
        };
    }

    private static RunRecord Simulate(string policy, CellPlan[] plans, ulong seed)
    {
        var options = new RunOptions { SeriesPoints = 100, KeepJobs = true };
        return new(policy, "sample", seed, new SimulationRun(Workload, plans, seed, options).Run());
    }

    private static Workload Make()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        schema.TryFind("cpus", out ResourceKind cpus);
        schema.TryFind("mem", out ResourceKind mem);
        ResourceVector machine = ResourceVector.Of(cpus, 8_000).With(mem, 16_384_000);
        ResourceVector task = ResourceVector.Of(cpus, 1_000).With(mem, 1_024_000);
        List<Job> jobs = [];
        for (int role = 0; role < Roles.Length; role++)
        {
            var random = new RandomStream(7, $"jobs/{role}");
            double time = role * 3_600;
            for (int i = 0; i < JobsEach; i++)
            {
                time += random.NextExponential(60);
                long length = (long)(random.NextExponential(300) * Second) + Second;
                jobs.Add(new Job
                {
                    Id = $"{role}-{i}",
                    Framework = role,
                    Submit = (long)(time * Second),
                    Groups = [new TaskGroup(8, task, length)],
                    IsGang = i % 2 == 0,
                    TaskCount = 8,
                    LongestTask = length,
                    Shape = i % 2,
                    IsCensored = role == 0 && i == 0,
                });
            }
        }

        return new Workload
        {
            Name = "sample",
            Schema = schema,
            Roles = Roles,
            Weights = [1_000, 1_000, 1_000],
            Frameworks = [.. Roles.Select((role, r) => new FrameworkModel($"{role}/jobs", r))],
            Jobs = [.. jobs.OrderBy(job => job.Submit)],
            Inventory = [.. Enumerable.Range(0, 12).Select(m => new Machine($"m{m}", machine))],
            LeftOut = [("fits no machine", 1)],
            IsFixed = true,
        };
    }
}
