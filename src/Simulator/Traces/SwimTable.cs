using System.Collections.Immutable;
using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>Reads SWIM's tab-separated Facebook jobs, which have no header.</summary>
internal static class SwimTable
{
    private const int Fields = 6;

    internal static ImmutableArray<SwimJob> Read(TraceFile file)
    {
        using var rows = new TableReader(file, '\t', CsvMode.NoEscape);
        ImmutableArray<SwimJob>.Builder jobs = ImmutableArray.CreateBuilder<SwimJob>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            rows.RequireFields(Fields);
            SwimJob job = ReadJob(rows);
            if (!ids.Add(job.JobId))
            {
                throw rows.Fail("job", job.JobId, "an id that no other row has");
            }

            jobs.Add(job);
        }

        return jobs.DrainToImmutable();
    }

    private static SwimJob ReadJob(TableReader rows) => new()
    {
        JobId = rows.Name(0, "job"),
        SubmitSeconds = rows.Number(1, "submit s", TraceLimits.MaxSeconds),
        GapSeconds = rows.Number(2, "gap s", TraceLimits.MaxSeconds),
        InputBytes = rows.Whole(3, "map input B", 0, TraceLimits.MaxBytes),
        ShuffleBytes = rows.Whole(4, "shuffle B", 0, TraceLimits.MaxBytes),
        OutputBytes = rows.Whole(5, "output B", 0, TraceLimits.MaxBytes),
    };
}
