using System.Collections.Immutable;
using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>Finds and reads the machine file of a task trace.</summary>
internal static class MachineTable
{
    private static readonly string[] Columns = ["id", "cpus", "mem_gb", "gpus", "attr"];

    private static readonly string[] Endings = [".csv.gz", ".csv"];

    internal static ImmutableArray<TraceMachine> Read(TraceFile file)
    {
        using var rows = new TableReader(file, ',', CsvMode.Rfc4180);
        int[] places = TableColumns.Locate(rows, Columns);
        ImmutableArray<TraceMachine>.Builder machines =
            ImmutableArray.CreateBuilder<TraceMachine>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            rows.RequireFields(Columns.Length);
            TraceMachine machine = ReadMachine(rows, places);
            if (!ids.Add(machine.Id))
            {
                throw rows.Fail("id", machine.Id, "an id that no other row has");
            }

            machines.Add(machine);
        }

        return machines.DrainToImmutable();
    }

    /// <summary>
    /// The machine file beside a task file: for <c>a-b-c.csv.gz</c> the first that exists of
    /// <c>a-b-c.machines.csv.gz</c>, <c>a-b.machines.csv.gz</c> and <c>a.machines.csv.gz</c>,
    /// each also without <c>.gz</c>; null when there is none.
    /// </summary>
    internal static string? Find(string tasksPath)
    {
        string folder = Path.GetDirectoryName(tasksPath) ?? "";
        string name = WithoutEnding(Path.GetFileName(tasksPath));
        while (name.Length > 0)
        {
            foreach (string ending in Endings)
            {
                string candidate = Path.Combine(folder, name + ".machines" + ending);
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }

            name = name[..Math.Max(0, name.LastIndexOf('-'))];
        }

        return null;
    }

    private static string WithoutEnding(string name)
    {
        foreach (string ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name[..^ending.Length];
            }
        }

        return name;
    }

    private static TraceMachine ReadMachine(TableReader rows, int[] at)
    {
        var machine = new TraceMachine
        {
            Id = rows.Name(at[0], "id"),
            Cpus = rows.Number(at[1], "cpus", TraceLimits.MaxDemand),
            MemoryGiB = rows.Number(at[2], "mem_gb", TraceLimits.MaxDemand),
            Gpus = rows.Number(at[3], "gpus", TraceLimits.MaxDemand),
            Attribute = rows.Note(at[4], "attr"),
        };
        return machine is { Cpus: 0, MemoryGiB: 0, Gpus: 0 }
            ? throw rows.Fail("cpus, mem_gb, gpus", "0, 0, 0", "a capacity")
            : machine;
    }
}
