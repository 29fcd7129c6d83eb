using MathNet.Numerics.Distributions;

namespace Offers.Simulation.Experiments;

/// <summary>
/// Means over seeds with 95 % confidence intervals. On a fixed trace seeds vary only the order of
/// agents and the frameworks' choices, so that the intervals of waits come from a block bootstrap
/// over jobs (in the order of submission, because neighbours wait together); other figures, and
/// generated workloads, from Student's t over seeds.
/// </summary>
internal static class Aggregation
{
    private const double Confidence = 0.95;
    private const int Resamples = 1_000;

    internal static IReadOnlyList<Aggregate> Of(Workload workload, IReadOnlyList<RunRecord> runs)
    {
        List<Aggregate> aggregates = [];
        foreach (IGrouping<(string, string), RunRecord> group in
            runs.GroupBy(run => (run.Policy, run.Workload)))
        {
            RunRecord[] seeds = [.. group];
            List<KeyValuePair<string, Interval>> figures = [];
            foreach (MetricValue figure in
                seeds.SelectMany(seed => seed.Result.Figures)
                    .DistinctBy(figure => figure.Name, StringComparer.Ordinal))
            {
                figures.Add(new(figure.Name, IntervalOf(workload, figure, seeds)));
            }

            aggregates.Add(new Aggregate(group.Key.Item1, group.Key.Item2, figures));
        }

        return aggregates;
    }

    private static Interval IntervalOf(Workload workload, MetricValue figure, RunRecord[] seeds)
    {
        Func<JobTimes, double>? time = workload.IsFixed ? TimeOf(workload, figure.Name) : null;
        return time is null || seeds.Any(seed => seed.Result.Jobs.Count == 0)
            ? OverSeeds(figure, seeds)
            : OverJobs(workload, figure, seeds, time);
    }

    /// <summary>
    /// What a mean is the mean of, for each job; null for figures that are no mean over all jobs.
    /// </summary>
    private static Func<JobTimes, double>? TimeOf(Workload workload, string figure)
    {
        double Submit(JobTimes times) =>
            workload.Jobs[times.Job].Submit / (double)TimeSpan.TicksPerSecond;
        return figure switch
        {
            "wait.first.mean" => times => Or(times.FirstStart, times.End) - Submit(times),
            "wait.all.mean" => times => Or(times.AllStarted, times.End) - Submit(times),
            _ => null,
        };
    }

    private static double Or(double value, double other) => double.IsNaN(value) ? other : value;

    private static Interval OverSeeds(MetricValue figure, RunRecord[] seeds)
    {
        // A cell without a resource has no figure of it: the others' mean is the mean.
        double[] values =
        [
            .. seeds.SelectMany(seed => seed.Result.Figures)
                .Where(other => string.Equals(other.Name, figure.Name, StringComparison.Ordinal))
                .Select(other => other.Value),
        ];
        double mean = values.Average();
        if (values.Length < 2)
        {
            return new Interval(mean, mean, mean, figure.Unit, "one seed");
        }

        double squares = values.Sum(value => (value - mean) * (value - mean));
        double variance = squares / (values.Length - 1);
        double t = StudentT.InvCDF(0, 1, values.Length - 1, (1 + Confidence) / 2);
        double half = t * Math.Sqrt(variance / values.Length);
        return new Interval(mean, mean - half, mean + half, figure.Unit, "t over seeds");
    }

    private static Interval OverJobs(
        Workload workload, MetricValue figure, RunRecord[] seeds, Func<JobTimes, double> time)
    {
        double[] sums = new double[workload.Jobs.Count];
        bool[] counts = new bool[sums.Length];
        foreach (JobTimes job in seeds.SelectMany(seed => seed.Result.Jobs))
        {
            if (!string.Equals(job.Status, "impossible", StringComparison.Ordinal))
            {
                sums[job.Job] += time(job) / seeds.Length;
                counts[job.Job] = true;
            }
        }

        double[] waits = [.. sums.Where((_, index) => counts[index])];
        if (waits.Length == 0)
        {
            return OverSeeds(figure, seeds);
        }

        double[] means = Bootstrap(waits);
        double tail = (1 - Confidence) / 2;
        double low = means[(int)(tail * Resamples)];
        double high = means[(int)((1 - tail) * Resamples) - 1];
        return new Interval(waits.Average(), low, high, figure.Unit, "block bootstrap");
    }

    /// <summary>
    /// Means of resamples of whole blocks of neighbouring jobs (Kuensch 1989: moving blocks),
    /// sorted. A hundred blocks a sample: long enough to keep a congested week together.
    /// </summary>
    private static double[] Bootstrap(double[] waits)
    {
        int length = Math.Max(1, waits.Length / 100);
        double[] prefix = new double[waits.Length + 1];
        for (int i = 0; i < waits.Length; i++)
        {
            prefix[i + 1] = prefix[i] + waits[i];
        }

        int blocks = (waits.Length + length - 1) / length;
        RandomStream random = new(0, "bootstrap");
        double[] means = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            double sum = 0;
            for (int b = 0; b < blocks; b++)
            {
                int start = random.NextBelow(waits.Length - length + 1);
                sum += prefix[start + length] - prefix[start];
            }

            means[r] = sum / (blocks * (double)length);
        }

        Array.Sort(means);
        return means;
    }
}
