using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>
/// Reads traces that others recorded. A file either gives a whole trace or an
/// <see cref="InputException"/> that names the line and the column; never part of one.
/// </summary>
/// <remarks>
/// Names of columns decide, not their order; rows may stand in any order. Quoted fields follow
/// RFC 4180. Memory is about 150 bytes a task, plus the text while it is being read.
/// </remarks>
/// <example>
/// <code>
/// Trace trace = TraceReader.Read("data/philly-2017-sia.csv.gz");
/// Console.WriteLine($"{trace.Tasks.Length} rows on {trace.Machines.Length} machines");
/// </code>
/// </example>
public static class TraceReader
{
    /// <summary>Says which format a file has, from its name and its header. O(size).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be read, or its name says nothing.</exception>
    public static TraceFormat Detect(string path) => Detect(Open(path));

    /// <summary>Reads a task trace in the common schema. O(size).</summary>
    /// <param name="path">A <c>.csv</c> or <c>.csv.gz</c> file.</param>
    /// <param name="machinesPath">
    /// The machine file; by default <c>NAME.machines.csv.gz</c> beside <c>NAME.csv.gz</c>, or
    /// the same with trailing <c>-parts</c> of NAME left out, or else no machines.
    /// </param>
    /// <exception cref="InputException">Something in it is not as it must be.</exception>
    public static Trace Read(string path, string? machinesPath = null) =>
        ReadTasks(Open(path), machinesPath);

    /// <summary>Reads the minutes of a partitioned cluster. O(size).</summary>
    /// <param name="path">A <c>.csv</c> or <c>.csv.gz</c> file with a column <c>time</c>.</param>
    /// <exception cref="InputException">Something in it is not as it must be.</exception>
    public static VirtualClusterSeries ReadSeries(string path) => ReadSeries(Open(path));

    /// <summary>Reads the jobs of a SWIM workload. O(size).</summary>
    /// <param name="path">A <c>.tsv</c> or <c>.tsv.gz</c> file of six columns.</param>
    /// <exception cref="InputException">Something in it is not as it must be.</exception>
    public static SwimTrace ReadSwim(string path) => ReadSwim(Open(path));

    internal static TraceFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!HasEnding(path, ".csv") && !HasEnding(path, ".tsv"))
        {
            throw new InputException(
                path,
                0,
                "name",
                Path.GetFileName(path),
                "a name ending in .csv, .csv.gz, .tsv or .tsv.gz");
        }

        return TraceFile.Open(path);
    }

    internal static TraceFormat Detect(TraceFile file)
    {
        if (HasEnding(file.Path, ".tsv"))
        {
            return TraceFormat.Swim;
        }

        using var rows = new TableReader(file, ',', CsvMode.NoEscape);
        bool isSeries = rows.Read()
            && Enumerable.Range(0, rows.FieldCount)
                .Any(i => rows.Text(i) is SeriesTable.TimeColumn);
        return isSeries ? TraceFormat.VirtualClusterSeries : TraceFormat.Tasks;
    }

    internal static Trace ReadTasks(TraceFile file, string? machinesPath)
    {
        Require(file, TraceFormat.Tasks, "a task trace");
        string? machinesFound = machinesPath ?? MachineTable.Find(file.Path);
        TraceFile? machines = machinesFound is null ? null : TraceFile.Open(machinesFound);
        return new Trace
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Tasks = TaskTable.Read(file),
            MachinesPath = machines?.Path,
            MachinesSha256 = machines?.Sha256,
            Machines = machines is null ? [] : MachineTable.Read(machines),
        };
    }

    internal static VirtualClusterSeries ReadSeries(TraceFile file)
    {
        Require(file, TraceFormat.VirtualClusterSeries, "a series with a column time");
        return SeriesTable.Read(file);
    }

    internal static SwimTrace ReadSwim(TraceFile file)
    {
        Require(file, TraceFormat.Swim, "SWIM jobs, with a name ending in .tsv or .tsv.gz");
        return new SwimTrace
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Jobs = SwimTable.Read(file),
        };
    }

    private static void Require(TraceFile file, TraceFormat format, string expected)
    {
        TraceFormat found = Detect(file);
        if (found != format)
        {
            throw new InputException(file.Path, 1, "format", found.ToString(), expected);
        }
    }

    private static bool HasEnding(string path, string ending) =>
        path.EndsWith(ending, StringComparison.Ordinal)
        || path.EndsWith(ending + ".gz", StringComparison.Ordinal);
}
