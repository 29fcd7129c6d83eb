using System.Globalization;
using Offers.Simulation.Workloads;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Equal service, static against shared: sizes each role's slice alone and the shared cell, for
/// every target and permutation, on so many threads. Which thread does what changes nothing.
/// </summary>
internal sealed class CompactionRunner(
    ExperimentPlan plan, int threads, IExperimentProgress progress, CancellationToken cancel)
{
    private readonly Compactor _compactor = new(plan, cancel);

    internal IReadOnlyList<Compaction> Run()
    {
        List<Compaction> found = [];
        Workload workload = plan.WorkloadOf(plan.Experiment.Seeds[0]).Possible();
        foreach (double target in plan.Experiment.Compact.TargetSeconds)
        {
            try
            {
                found.Add(Run(workload, target));
            }
            catch (OperationCanceledException) when (found.Count > 0)
            {
                return found;
            }
        }

        return found;
    }

    /// <summary>
    /// Machines by role of slices that each meet the target, in the order of one seed.
    /// </summary>
    internal IReadOnlyList<IReadOnlyList<Machine>> Slices(
        Workload workload, double target, ulong seed)
    {
        Workload possible = workload.Possible();
        Compactor.Answer[] answers = new Compactor.Answer[workload.Roles.Count];
        Each(answers.Length, role => answers[role] = Slice(possible, role, target, seed));
        return [.. answers.Select(answer => answer.Machines)];
    }

    private Compaction Run(Workload workload, double target)
    {
        int permutations = plan.Experiment.Compact.Permutations;
        int roles = workload.Roles.Count;
        int columns = roles + (plan.Experiment.Compact.PerRole ? 2 : 1);
        Compactor.Answer[,] answers = new Compactor.Answer[permutations, columns];
        string name = string.Create(
            CultureInfo.InvariantCulture, $"compaction for a mean wait of {target} s");
        progress.Begin(name);
        int before = _compactor.Runs;
        int done = 0;
        _compactor.Ran = () => progress.Report(
            name, done / (double)(permutations * columns), $"{_compactor.Runs - before} runs");

        // The shared cells take longest and come first, so that no thread is left with one at the
        // end.
        Each(permutations * columns, unit =>
        {
            int column = columns - 1 - (unit / permutations);
            int permutation = unit % permutations;
            ulong seed = plan.Experiment.Seeds[0] + (ulong)permutation;
            answers[permutation, column] = column < roles
                ? Slice(workload, column, target, seed)
                : Shared(workload, target, seed, perRole: column > roles);
            Interlocked.Increment(ref done);
        });
        _compactor.Ran = null;

        Compaction result = Summarise(workload, target, answers, _compactor.Runs - before);
        progress.End(name, string.Create(
            CultureInfo.InvariantCulture,
            $"static {result.Static.Machines}, shared {result.Shared.Machines} machines"));
        return result;
    }

    private Compactor.Answer Slice(Workload workload, int role, double target, ulong seed)
    {
        string name = workload.Roles[role];
        Workload own = workload.OfRole(role);
        InventoryOrder order = new(workload, seed, $"slice/{name}");
        return own.Jobs.Count == 0
            ? new Compactor.Answer([], 0, new double[workload.Roles.Count])
            : _compactor.Smallest(own, [role], order, $"{name}/", target, perRole: false, seed);
    }

    private Compactor.Answer Shared(Workload workload, double target, ulong seed, bool perRole)
    {
        InventoryOrder order = new(workload, seed, "shared");
        int[] roles = [.. Enumerable.Range(0, workload.Roles.Count)];
        return _compactor.Smallest(workload, roles, order, "", target, perRole, seed);
    }

    private Compaction Summarise(
        Workload workload, double target, Compactor.Answer[,] answers, int runs)
    {
        int roles = workload.Roles.Count;
        List<SliceSize> slices = [];
        for (int role = 0; role < roles; role++)
        {
            int jobs = workload.JobsOf(role).Count();
            slices.Add(new SliceSize(
                workload.Roles[role], jobs, CellSizes.Of(workload, Column(answers, role))));
        }

        return new Compaction(
            workload.Name,
            target,
            slices,
            CellSizes.Of(workload, CellSizes.Together(workload, answers, roles)),
            CellSizes.Of(workload, Column(answers, roles)),
            plan.Experiment.Compact.PerRole
                ? CellSizes.Of(workload, Column(answers, roles + 1))
                : null,
            runs);
    }

    private static List<Compactor.Answer> Column(Compactor.Answer[,] answers, int column) =>
        [.. Enumerable.Range(0, answers.GetLength(0)).Select(row => answers[row, column])];

    private void Each(int count, Action<int> action) =>
        Threads.Each(count, threads, action, cancel);
}
