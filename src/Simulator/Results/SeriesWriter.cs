using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>Writes series.csv: the time series of the first seed of each policy.</summary>
internal static class SeriesWriter
{
    /// <summary>
    /// The columns of all policies together, each with its unit, in order of first use.
    /// </summary>
    internal static IReadOnlyList<(string Name, string Unit)> Columns(ExperimentResult result) =>
        [.. FirstSeeds(result).SelectMany(run => run.Result.Series!.Columns)
            .DistinctBy(column => column.Name, StringComparer.Ordinal)];

    internal static void Write(TextWriter output, ExperimentResult result)
    {
        IReadOnlyList<(string Name, string Unit)> columns = Columns(result);
        var rows = new CsvRows(output);
        rows.Head(["policy", "seed", .. columns.Select(column => column.Name)]);
        foreach (RunRecord run in FirstSeeds(result))
        {
            SeriesTable series = run.Result.Series!;
            int[] places = [.. columns.Select(column => PlaceOf(series, column.Name))];
            foreach (double[] row in series.Rows)
            {
                rows.Add(run.Policy).Add(run.Seed);
                foreach (int place in places)
                {
                    rows.Add(place >= 0 ? row[place] : double.NaN);
                }

                rows.End();
            }
        }
    }

    private static IEnumerable<RunRecord> FirstSeeds(ExperimentResult result) =>
        result.Runs.Where(run => run.Result.Series is not null)
            .DistinctBy(run => run.Policy, StringComparer.Ordinal);

    private static int PlaceOf(SeriesTable series, string name)
    {
        for (int c = 0; c < series.Columns.Count; c++)
        {
            if (string.Equals(series.Columns[c].Name, name, StringComparison.Ordinal))
            {
                return c;
            }
        }

        return -1;
    }
}
