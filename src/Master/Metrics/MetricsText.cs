using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Offers.Masters.Metrics;

/// <summary>
/// Listens to a meter and writes what it has heard in the text format that Prometheus reads
/// (version 0.0.4). For many threads.
/// </summary>
internal sealed class MetricsText : IDisposable
{
    /// <summary>The content type of the text.</summary>
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly double[] Bounds =
        [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 100, 1000];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Begins to listen.</summary>
    internal MetricsText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The text as of now.</summary>
    internal string Write()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        lock (_lock)
        {
            foreach ((string name, Family family) in _families)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"# HELP {name} {family.Help}\n# TYPE {name} {family.Type}\n");
                foreach ((string labels, Series series) in family.Series)
                {
                    Append(text, name, family, labels, series);
                }
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Append(
        StringBuilder text, string name, Family family, string labels, Series series)
    {
        if (!family.IsHistogram)
        {
            string braces = labels.Length > 0 ? $"{{{labels}}}" : "";
            text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {series.Sum}\n");
            return;
        }

        string others = labels.Length > 0 ? labels + "," : "";
        long below = 0;
        for (int i = 0; i < Bounds.Length; i++)
        {
            below += series.Buckets[i];
            text.Append(CultureInfo.InvariantCulture,
                $"{name}_bucket{{{others}le=\"{Bounds[i]}\"}} {below}\n");
        }

        string only = labels.Length > 0 ? $"{{{labels}}}" : "";
        text.Append(CultureInfo.InvariantCulture,
            $"{name}_bucket{{{others}le=\"+Inf\"}} {series.Count}\n"
            + $"{name}_sum{only} {series.Sum}\n{name}_count{only} {series.Count}\n");
    }

    private static string NameOf(Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_');
        string unit = string.Equals(instrument.Unit, "s", StringComparison.Ordinal)
            ? "_seconds"
            : "";
        return name + unit + (IsCounter(instrument) ? "_total" : "");
    }

    private static bool IsCounter(Instrument instrument) => instrument is Counter<long>;

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        StringBuilder text = new();
        foreach ((string key, object? value) in tags)
        {
            string escaped = $"{value}"
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "," : "").Append(key).Append("=\"")
                .Append(escaped).Append('"');
        }

        return text.ToString();
    }

    private void Add(Instrument instrument)
    {
        bool isHistogram = instrument is Histogram<long> or Histogram<double>;
        string type = isHistogram ? "histogram" : IsCounter(instrument) ? "counter" : "gauge";
        lock (_lock)
        {
            _families[NameOf(instrument)] = new Family(type, instrument.Description ?? "");
        }
    }

    private void Take(
        Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = LabelsOf(tags);
        lock (_lock)
        {
            Family family = _families[NameOf(instrument)];
            if (!family.Series.TryGetValue(labels, out Series? series))
            {
                series = new Series();
                family.Series.Add(labels, series);
            }

            bool replaces = !family.IsHistogram && !IsCounter(instrument);
            series.Sum = replaces ? value : series.Sum + value;
            series.Count++;
            int bucket = Array.FindIndex(Bounds, bound => value <= bound);
            if (bucket >= 0)
            {
                series.Buckets[bucket]++;
            }
        }
    }

    private sealed record Family(string Type, string Help)
    {
        internal bool IsHistogram => Type is "histogram";

        internal SortedDictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Series
    {
        internal double Sum { get; set; }

        internal long Count { get; set; }

        internal long[] Buckets { get; } = new long[Bounds.Length];
    }
}
