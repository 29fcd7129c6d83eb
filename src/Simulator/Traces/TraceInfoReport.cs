namespace Offers.Simulation.Traces;

/// <summary>The figures of a trace file as rows of text, in sections.</summary>
public static class TraceInfoReport
{
    /// <summary>Reads a file of any known format and gives its figures. O(n log n).</summary>
    /// <param name="path">The file.</param>
    /// <param name="machinesPath">The machine file of a task trace; found when null.</param>
    /// <exception cref="InputException">Something in it is not as it must be.</exception>
    public static IReadOnlyList<TraceInfoRow> Lines(string path, string? machinesPath = null)
    {
        TraceFile file = TraceReader.Open(path);
        TraceFormat format = TraceReader.Detect(file);
        if (machinesPath is not null && format != TraceFormat.Tasks)
        {
            throw new InputException(
                path, 1, "format", format.ToString(), "a task trace to go with the machine file");
        }

        var rows = new TraceInfoRows();
        switch (format)
        {
            case TraceFormat.Swim:
                SwimReport.Write(TraceReader.ReadSwim(file), rows);
                break;
            case TraceFormat.VirtualClusterSeries:
                SeriesReport.Write(TraceReader.ReadSeries(file), rows);
                break;
            default:
                TaskReport.Write(TraceReader.ReadTasks(file, machinesPath), rows);
                break;
        }

        return rows.Rows;
    }

    /// <summary>
    /// Writes rows as plain text of at most 100 columns: headings, labels to the left, numbers
    /// to the right, units after them.
    /// </summary>
    /// <param name="rows">The rows of <see cref="Lines"/>.</param>
    /// <param name="output">Where the text goes; lines end in a line feed.</param>
    public static void Write(IReadOnlyList<TraceInfoRow> rows, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        int textLabel = Widest(rows.Where(row => row.IsText).Select(row => row.Label));
        int label = Widest(rows.Where(row => !row.IsText).Select(row => row.Label));
        int value = Widest(rows.Where(row => !row.IsText).Select(row => row.Value));
        string? section = null;
        foreach (TraceInfoRow row in rows)
        {
            if (!string.Equals(section, row.Section, StringComparison.Ordinal))
            {
                output.Write(section is null ? "" : "\n");
                output.Write(row.Section + "\n");
                section = row.Section;
            }

            string line = row.IsText
                ? $"  {row.Label.PadRight(textLabel)}  {row.Value}"
                : $"  {row.Label.PadRight(label)}  {row.Value.PadLeft(value)} {row.Unit}";
            output.Write(line.TrimEnd() + "\n");
        }
    }

    private static int Widest(IEnumerable<string> texts) =>
        texts.Select(text => text.Length).DefaultIfEmpty(0).Max();
}
