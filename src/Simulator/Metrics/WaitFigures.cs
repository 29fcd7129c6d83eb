namespace Offers.Simulation;

/// <summary>Times of the jobs of one framework, or of all.</summary>
internal sealed class WaitFigures
{
    internal long Arrived { get; set; }

    internal long Done { get; set; }

    internal long Failed { get; set; }

    internal long Withdrawn { get; set; }

    internal long Impossible { get; set; }

    internal QuantileSketch First { get; } = new();

    internal QuantileSketch All { get; } = new();

    internal QuantileSketch Completion { get; } = new();

    internal QuantileSketch Slowdown { get; } = new();

    internal void AddTo(string prefix, List<MetricValue> figures)
    {
        figures.Add(new(prefix + "jobs.arrived", Arrived, "job"));
        figures.Add(new(prefix + "jobs.done", Done, "job"));
        figures.Add(new(prefix + "jobs.failed", Failed, "job"));
        figures.Add(new(prefix + "jobs.withdrawn", Withdrawn, "job"));
        figures.Add(new(prefix + "jobs.impossible", Impossible, "job"));
        Add(prefix + "wait.first", First, "s", figures);
        Add(prefix + "wait.all", All, "s", figures);
        Add(prefix + "completion", Completion, "s", figures);
        Add(prefix + "slowdown", Slowdown, "1", figures);
    }

    private static void Add(
        string name, QuantileSketch values, string unit, List<MetricValue> figures)
    {
        figures.Add(new(name + ".mean", values.Mean, unit));
        figures.Add(new(name + ".p50", values.Quantile(0.5), unit));
        figures.Add(new(name + ".p90", values.Quantile(0.9), unit));
        figures.Add(new(name + ".p99", values.Quantile(0.99), unit));
        figures.Add(new(name + ".max", values.Max, unit));
    }
}
