using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Offers.Simulation.Traces;

/// <summary>Reads the minutes of a statically partitioned cluster.</summary>
internal static class SeriesTable
{
    internal const string TimeColumn = "time";

    private const string Expected = "time and NAME_total, NAME_running, NAME_pending for each NAME";
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    private static readonly string[] Kinds = ["_total", "_running", "_pending"];

    internal static VirtualClusterSeries Read(TraceFile file)
    {
        using var rows = new TableReader(file, ',', CsvMode.Rfc4180);
        string[] header = TableColumns.ReadHeader(rows, Expected);
        List<Column> columns = Locate(rows, header);
        int timeAt = Array.IndexOf(header, TimeColumn);
        DateTime? first = null;
        DateTime last = default;
        int minutes = 0;
        while (rows.Read())
        {
            rows.RequireFields(header.Length);
            DateTime time = ReadTime(rows, timeAt);
            if (first is not null && time - last != TimeSpan.FromMinutes(1))
            {
                throw rows.Fail(TimeColumn, rows.Text(timeAt), "one minute after the row before");
            }

            columns.ForEach(column => column.Add(rows));
            first ??= time;
            last = time;
            minutes++;
        }

        return new VirtualClusterSeries
        {
            Path = file.Path,
            Sha256 = file.Sha256,
            Start = first,
            Minutes = minutes,
            Clusters = [.. columns.Select(column => column.ToCluster())],
        };
    }

    private static List<Column> Locate(TableReader rows, string[] header)
    {
        if (Array.IndexOf(header, TimeColumn) < 0)
        {
            throw rows.Fail(TimeColumn, "no such column", Expected);
        }

        var columns = new List<Column>();
        foreach (string name in header)
        {
            string? kind = Array.Find(Kinds, k => IsOfKind(name, k));
            if (kind is null && name is not TimeColumn)
            {
                throw rows.Fail(name, "an unknown column", Expected);
            }

            if (kind is not null)
            {
                AddCluster(rows, header, name[..^kind.Length], columns);
            }
        }

        return columns;
    }

    private static bool IsOfKind(string name, string kind) =>
        name.Length > kind.Length && name.EndsWith(kind, StringComparison.Ordinal);

    private static void AddCluster(
        TableReader rows, string[] header, string cluster, List<Column> columns)
    {
        if (columns.Exists(
            column => string.Equals(column.Name, cluster, StringComparison.Ordinal)))
        {
            return;
        }

        int[] at = Array.ConvertAll(Kinds, kind => Array.IndexOf(header, cluster + kind));
        int missing = Array.IndexOf(at, -1);
        if (missing >= 0)
        {
            throw rows.Fail(cluster + Kinds[missing], "no such column", Expected);
        }

        columns.Add(new Column(cluster, at));
    }

    private static DateTime ReadTime(TableReader rows, int at)
    {
        string text = rows.Text(at);
        return DateTime.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? time
            : throw rows.Fail(TimeColumn, text, "a time like 2020-05-01 00:00:00");
    }

    private sealed class Column(string name, int[] at)
    {
        private readonly ImmutableArray<int>.Builder _total = ImmutableArray.CreateBuilder<int>();
        private readonly ImmutableArray<int>.Builder _running = ImmutableArray.CreateBuilder<int>();
        private readonly ImmutableArray<int>.Builder _pending = ImmutableArray.CreateBuilder<int>();

        internal string Name => name;

        internal void Add(TableReader rows)
        {
            int total = Gpus(rows, 0, (int)TraceLimits.MaxDemand);
            _total.Add(total);
            _running.Add(Gpus(rows, 1, total));
            _pending.Add(Gpus(rows, 2, (int)TraceLimits.MaxDemand));
        }

        internal VirtualCluster ToCluster() => new()
        {
            Name = name,
            Total = _total.DrainToImmutable(),
            Running = _running.DrainToImmutable(),
            Pending = _pending.DrainToImmutable(),
        };

        private int Gpus(TableReader rows, int kind, int max) =>
            (int)rows.Whole(at[kind], name + Kinds[kind], 0, max);
    }
}
