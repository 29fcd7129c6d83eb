using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>Reads task rows in the common schema.</summary>
internal static class TaskTable
{
    private static readonly string[] Columns =
    [
        "task_id", "job_id", "role", "submit_s", "start_s", "duration_s",
        "count", "cpus", "mem_gb", "gpus", "priority", "extra",
    ];

    internal static ImmutableArray<TraceTask> Read(TraceFile file)
    {
        using var rows = new TableReader(file, ',', CsvMode.Rfc4180);
        int[] places = TableColumns.Locate(rows, Columns);
        ImmutableArray<TraceTask>.Builder tasks = ImmutableArray.CreateBuilder<TraceTask>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            rows.RequireFields(Columns.Length);
            TraceTask task = ReadTask(rows, places);
            RequireSense(rows, task);
            if (!ids.Add(task.TaskId))
            {
                throw rows.Fail("task_id", task.TaskId, "an id that no other row has");
            }

            tasks.Add(task);
        }

        return tasks.DrainToImmutable();
    }

    private static TraceTask ReadTask(TableReader rows, int[] at) => new()
    {
        TaskId = rows.Name(at[0], "task_id"),
        JobId = rows.Name(at[1], "job_id"),
        Role = rows.Name(at[2], "role"),
        SubmitSeconds = rows.Number(at[3], "submit_s", TraceLimits.MaxSeconds),
        StartSeconds = rows.IsEmpty(at[4])
            ? null
            : rows.Number(at[4], "start_s", TraceLimits.MaxSeconds),
        DurationSeconds = rows.Number(at[5], "duration_s", TraceLimits.MaxSeconds),
        Count = (int)rows.Whole(at[6], "count", 1, TraceLimits.MaxCount),
        Cpus = rows.Number(at[7], "cpus", TraceLimits.MaxDemand),
        MemoryGiB = rows.Number(at[8], "mem_gb", TraceLimits.MaxDemand),
        Gpus = rows.Number(at[9], "gpus", TraceLimits.MaxDemand),
        Priority = (int)rows.Whole(at[10], "priority", int.MinValue, int.MaxValue),
        Extra = rows.Note(at[11], "extra"),
    };

    /// <summary>
    /// A task that asks for nothing is a mistake, unless the original system is known to have
    /// started it: then it is a fact, and 19 rows of Google 2011 are such facts.
    /// </summary>
    private static void RequireSense(TableReader rows, in TraceTask task)
    {
        if (task.IsWithoutDemand && task.StartSeconds is null)
        {
            throw rows.Fail(
                "cpus, mem_gb, gpus", "0, 0, 0", "a demand, or the start_s it once had");
        }

        if (task.StartSeconds is { } start && start < task.SubmitSeconds)
        {
            throw rows.Fail(
                "start_s",
                start.ToString(CultureInfo.InvariantCulture),
                string.Create(
                    CultureInfo.InvariantCulture, $"at least submit_s, {task.SubmitSeconds}"));
        }
    }
}
