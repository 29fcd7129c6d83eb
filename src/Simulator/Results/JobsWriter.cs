using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>
/// Writes jobs.csv: what became of each job. Waits are counted as in the figures, so that their
/// mean over the rows that have one is the figure: a job that ended before all its tasks ran waited
/// until then.
/// </summary>
internal static class JobsWriter
{
    internal static IReadOnlyList<string> Columns { get; } =
    [
        "policy", "seed", "job", "framework", "role", "submit", "first_start", "all_started",
        "end", "status", "tasks", "wait_first", "wait_all",
    ];

    internal static void Write(TextWriter output, ExperimentResult result)
    {
        var rows = new CsvRows(output);
        rows.Head(Columns);
        foreach (RunRecord run in OfKnownJobs(result))
        {
            foreach (JobTimes times in run.Result.Jobs)
            {
                rows.Add(run.Policy).Add(run.Seed);
                WriteJob(rows, result.Workload, times);
            }
        }
    }

    // Each seed of a generated workload has other jobs; the result knows those of one.
    private static IEnumerable<RunRecord> OfKnownJobs(ExperimentResult result) =>
        result.Runs.Where(run => result.Workload.IsFixed || run.Seed == result.Runs[0].Seed);

    private static void WriteJob(CsvRows rows, Workload workload, JobTimes times)
    {
        Job job = workload.Jobs[times.Job];
        FrameworkModel framework = workload.Frameworks[job.Framework];
        double submit = job.Submit / (double)TimeSpan.TicksPerSecond;
        rows.Add(job.Id).Add(framework.Name).Add(workload.Roles[framework.Role]).Add(submit);
        rows.Add(times.FirstStart).Add(times.AllStarted).Add(times.End);
        rows.Add(times.Status).Add((ulong)job.TaskCount);
        rows.Add(Wait(submit, times.FirstStart, times));
        rows.Add(Wait(submit, times.AllStarted, times));
        rows.End();
    }

    private static double Wait(double submit, double start, JobTimes times)
    {
        if (times.Status is "impossible")
        {
            return double.NaN;
        }

        return (double.IsNaN(start) ? times.End : start) - submit;
    }
}
