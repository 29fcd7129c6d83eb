using Offers.Simulation.Workloads;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Finds the smallest cell that serves a workload with a mean wait of at most a target: machines
/// enter in a seeded order of the inventory. Waiting is not monotone in machines: a bisection finds
/// a size that does, then every size within 5 % below it is tried, and the smallest that meets the
/// target is the answer.
/// </summary>
/// <remarks>A size that misses is given up as soon as it must miss, which makes it cheap.</remarks>
internal sealed class Compactor(ExperimentPlan plan, CancellationToken cancel)
{
    private const int MostMachines = 1 << 20;
    private int _runs;

    /// <summary>Called after each simulation, from its thread.</summary>
    internal Action? Ran { get; set; }

    /// <summary>Simulations so far, over all threads.</summary>
    internal int Runs => _runs;

    /// <summary>A size and what the workload's waits are there.</summary>
    /// <param name="Machines">The machines.</param>
    /// <param name="MeanWait">Mean of wait.all in seconds.</param>
    /// <param name="RoleWaits">The same by role.</param>
    internal sealed record Answer(
        IReadOnlyList<Machine> Machines, double MeanWait, IReadOnlyList<double> RoleWaits);

    /// <summary>Looks for the smallest cell of the roles given.</summary>
    /// <param name="workload">Jobs, all of which some machine can run.</param>
    /// <param name="roles">The roles that have jobs in it.</param>
    /// <param name="order">The order in which machines enter.</param>
    /// <param name="prefix">Makes the machines' names unique beside other slices'.</param>
    /// <param name="target">The bound on the mean wait, in seconds.</param>
    /// <param name="perRole">Whether every role has to meet it.</param>
    /// <param name="seed">Seed of the allocator.</param>
    internal Answer Smallest(
        Workload workload, IReadOnlyList<int> roles, InventoryOrder order, string prefix,
        double target, bool perRole, ulong seed)
    {
        Answer? Try(int count) =>
            Run(workload, roles, order.Take(count, prefix), target, perRole, seed);

        int high = 1;
        Answer? best = Try(high);
        while (best is null)
        {
            high = high < MostMachines
                ? high * 2
                : throw new SimulationException(
                    $"no cell of up to {MostMachines} machines meets a mean wait of {target} s");
            best = Try(high);
        }

        int low = high / 2;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (Try(middle) is { } answer)
            {
                (high, best) = (middle, answer);
            }
            else
            {
                low = middle;
            }
        }

        // The bisection has tried high - 1; what is left of the 5 % below may still hold a lucky
        // size.
        for (int count = (int)Math.Ceiling(high * 0.95); count < high - 1; count++)
        {
            if (Try(count) is { } answer)
            {
                return answer;
            }
        }

        return best;
    }

    private Answer? Run(
        Workload workload, IReadOnlyList<int> roles, IReadOnlyList<Machine> machines, double target,
        bool perRole, ulong seed)
    {
        CellPlan cell = new("compaction", CellKind.Offers, machines, roles);
        RunOptions options = plan.OptionsFor(workload) with
        {
            MeanWaitLimit = TimeSpan.FromSeconds(target),
        };
        SimulationRun run = new(workload, [cell], seed, options);
        if (workload.Jobs.Any(job => !run.Cells[0].CouldEverRun(job)))
        {
            return null;
        }

        Interlocked.Increment(ref _runs);
        RunResult result = run.Run(cancel: cancel);
        Ran?.Invoke();
        bool met = !result.MissedLimit && result["wait.all.mean"] <= target
            && (!perRole || result.RoleMeanWaits.All(wait => wait <= target));
        return met
            ? new Answer(machines, result["wait.all.mean"], result.RoleMeanWaits)
            : null;
    }
}
