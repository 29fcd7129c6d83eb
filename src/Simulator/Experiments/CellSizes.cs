namespace Offers.Simulation.Experiments;

/// <summary>
/// Summarises the answers of a compaction over its permutations: median and range.
/// </summary>
internal static class CellSizes
{
    internal static CellSize Of(Workload workload, List<Compactor.Answer> answers)
    {
        Compactor.Answer[] byCount = [.. answers.OrderBy(answer => answer.Machines.Count)];
        Compactor.Answer typical = byCount[(byCount.Length - 1) / 2];
        int worst = 0;
        for (int role = 1; role < typical.RoleWaits.Count; role++)
        {
            worst = typical.RoleWaits[role] > typical.RoleWaits[worst] ? role : worst;
        }

        double[] counts = [.. byCount.Select(answer => (double)answer.Machines.Count)];
        return new CellSize(
            Median(counts),
            counts[0],
            counts[^1],
            Capacities(workload, answers, Median),
            Capacities(workload, answers, values => values[0]),
            Capacities(workload, answers, values => values[^1]),
            typical.MeanWait,
            workload.Roles[worst],
            typical.RoleWaits[worst]);
    }

    /// <summary>The slices of each permutation as one size.</summary>
    internal static List<Compactor.Answer> Together(
        Workload workload, Compactor.Answer[,] answers, int roles)
    {
        int[] jobs = [.. Enumerable.Range(0, roles).Select(role => workload.JobsOf(role).Count())];
        List<Compactor.Answer> sums = [];
        for (int row = 0; row < answers.GetLength(0); row++)
        {
            List<Machine> machines = [];
            double[] waits = new double[roles];
            double total = 0;
            for (int role = 0; role < roles; role++)
            {
                machines.AddRange(answers[row, role].Machines);
                waits[role] = answers[row, role].MeanWait;
                total += waits[role] * jobs[role];
            }

            sums.Add(new Compactor.Answer(machines, total / Math.Max(1, jobs.Sum()), waits));
        }

        return sums;
    }

    private static double Median(double[] sorted) =>
        (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static SortedDictionary<string, double> Capacities(
        Workload workload, List<Compactor.Answer> answers, Func<double[], double> pick)
    {
        SortedDictionary<string, double> capacities = new(StringComparer.Ordinal);
        for (int k = 0; k < workload.Schema.Count; k++)
        {
            ResourceKind kind = new(k);
            double[] sums =
            [
                .. answers
                    .Select(answer => answer.Machines.Sum(m => m.Capacity[kind] / 1000.0))
                    .Order(),
            ];
            if (sums[^1] > 0)
            {
                capacities.Add(workload.Schema.NameOf(kind), pick(sums));
            }
        }

        return capacities;
    }
}
