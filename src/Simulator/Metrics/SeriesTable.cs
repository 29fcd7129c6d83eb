namespace Offers.Simulation;

/// <summary>The time series of a run: named columns with units, one row a sample.</summary>
public sealed class SeriesTable
{
    private readonly List<double[]> _rows = [];

    internal SeriesTable(IReadOnlyList<(string Name, string Unit)> columns) => Columns = columns;

    /// <summary>Names and units; the first is the time in seconds.</summary>
    public IReadOnlyList<(string Name, string Unit)> Columns { get; }

    /// <summary>The samples in order of time.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>All values of one column; empty when there is none of this name.</summary>
    public double[] Column(string name)
    {
        for (int c = 0; c < Columns.Count; c++)
        {
            if (string.Equals(Columns[c].Name, name, StringComparison.Ordinal))
            {
                return [.. _rows.Select(row => row[c])];
            }
        }

        return [];
    }

    internal void Add(double[] row) => _rows.Add(row);
}
