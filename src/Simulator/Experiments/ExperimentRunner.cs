using System.Diagnostics;
using System.Globalization;
using Offers.Simulation.Policies;
using Offers.Simulation.Workloads;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Carries out an experiment: every policy with every seed, or a compaction, on so many threads.
/// Results come in the order of the file whatever the number of threads.
/// </summary>
public sealed class ExperimentRunner
{
    private readonly Experiment _experiment;
    private readonly int _threads;
    private readonly IExperimentProgress _progress;
    private readonly ExperimentPlan _plan;

    /// <summary>Prepares an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="threads">Runs at the same time; at least 1.</param>
    /// <param name="progress">Told how far it is.</param>
    public ExperimentRunner(Experiment experiment, int threads, IExperimentProgress progress)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _experiment = experiment;
        _threads = threads;
        _progress = progress;
        _plan = new ExperimentPlan(experiment);
    }

    /// <summary>
    /// Runs policies x seeds. What was finished when it was cancelled is in the result.
    /// </summary>
    /// <exception cref="InputException">The experiment or its trace cannot be used.</exception>
    /// <exception cref="SimulationException">A run cannot go on.</exception>
    public ExperimentResult Run(CancellationToken cancel = default)
    {
        long started = Stopwatch.GetTimestamp();
        Workload workload = _plan.WorkloadOf(_experiment.Seeds[0]);
        (string Policy, ulong Seed)[] units =
        [
            .. _experiment.Policies.SelectMany(
                policy => _experiment.Seeds.Select(seed => (policy, seed))),
        ];
        PlanContext[] contexts = [.. _experiment.Seeds.Select(seed => ContextOf(seed, cancel))];
        RunRecord?[] records = new RunRecord?[units.Length];
        try
        {
            Threads.Each(units.Length, _threads, RunUnit, cancel);
        }
        catch (OperationCanceledException)
        {
            // What is finished is the result.
        }

        void RunUnit(int unit)
        {
            PlanContext context = contexts[unit % contexts.Length];
            records[unit] = RunOne(units[unit].Policy, units[unit].Seed, context, cancel);
        }

        List<RunRecord> finished = [.. records.OfType<RunRecord>()];
        return Result(workload, started) with
        {
            Runs = finished,
            Aggregates = Aggregation.Of(workload, finished),
        };
    }

    /// <summary>Looks for the smallest cells that give equal service.</summary>
    /// <exception cref="InputException">The experiment or its trace cannot be used.</exception>
    /// <exception cref="SimulationException">No cell meets a target.</exception>
    public ExperimentResult Compact(CancellationToken cancel = default)
    {
        long started = Stopwatch.GetTimestamp();
        CompactionRunner runner = new(_plan, _threads, _progress, cancel);
        IReadOnlyList<Compaction> found = runner.Run();
        return Result(_plan.WorkloadOf(_experiment.Seeds[0]), started) with { Compactions = found };
    }

    private ExperimentResult Result(Workload workload, long started) => new()
    {
        Experiment = _experiment,
        Workload = workload,
        Inputs = InputDigests.Of(_experiment, workload),
        Wall = Stopwatch.GetElapsedTime(started),
    };

    /// <summary>The machines of one seed, the same for every policy.</summary>
    private PlanContext ContextOf(ulong seed, CancellationToken cancel)
    {
        Workload workload = _plan.WorkloadOf(seed);
        bool sized = _experiment.Cell.StaticTargetSeconds is not null
            || _experiment.Policies.Contains(PolicyNames.StaticTarget, StringComparer.Ordinal);
        if (sized && _experiment.Cell.Machines is { } given)
        {
            throw new InputException(
                _experiment.Path, 0, "cell.machines", $"{given}",
                "no such key: the policy static-target sizes the cell itself");
        }

        if (!sized)
        {
            int count = _experiment.Cell.Machines ?? workload.Inventory.Count;
            InventoryOrder order = new(workload, seed, "shared");
            return new PlanContext(workload, order.Take(count), null);
        }

        double target = _experiment.Cell.StaticTargetSeconds
            ?? _experiment.Compact.TargetSeconds[0];
        string name = string.Create(
            CultureInfo.InvariantCulture, $"seed {seed}: slices for a mean wait of {target} s");
        _progress.Begin(name);
        CompactionRunner runner = new(_plan, _threads, _progress, cancel);
        IReadOnlyList<IReadOnlyList<Machine>> slices = runner.Slices(workload, target, seed);
        Machine[] all = [.. slices.SelectMany(slice => slice)];
        _progress.End(name, $"{all.Length} machines");
        return new PlanContext(workload, all, slices);
    }

    private RunRecord RunOne(
        string policy, ulong seed, PlanContext context, CancellationToken cancel)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{policy}, seed {seed}");
        _progress.Begin(name);
        RunOptions options = _plan.OptionsFor(context.Workload) with
        {
            SeriesPoints = _experiment.SeriesPoints,
            KeepJobs = true,
        };
        IReadOnlyList<CellPlan> plans = PolicyCatalogue.Find(policy).Plan(context);
        SimulationRun run = new(context.Workload, plans, seed, options);
        Progress progress = new(_progress, name);
        RunResult result = run.Run(progress, cancel);
        _progress.End(name, string.Create(
            CultureInfo.InvariantCulture,
            $"mean wait {result["wait.all.mean"]:0.#} s, {result.Wall.TotalSeconds:0.0} s"));
        return new RunRecord(policy, context.Workload.Name, seed, result);
    }

    private sealed class Progress(IExperimentProgress sink, string name) : IProgress<double>
    {
        public void Report(double value) => sink.Report(name, value, "");
    }
}
