using Offers.Simulation.Experiments;

namespace Offers.Simulation.Results;

/// <summary>Writes frameworks.csv: the figures of each framework, one a row.</summary>
internal static class FrameworksWriter
{
    /// <summary>What the names of the figures of one framework begin with.</summary>
    internal const string Prefix = "framework/";

    internal static IReadOnlyList<string> Columns { get; } =
        ["policy", "seed", "framework", "metric", "value", "unit"];

    internal static void Write(TextWriter output, ExperimentResult result)
    {
        var rows = new CsvRows(output);
        rows.Head(Columns);
        foreach (RunRecord run in result.Runs)
        {
            foreach (MetricValue figure in run.Result.Figures)
            {
                if (Split(figure.Name) is ({ } framework, { } metric))
                {
                    rows.Add(run.Policy).Add(run.Seed).Add(framework).Add(metric);
                    rows.Add(figure.Value).Add(figure.Unit).End();
                }
            }
        }
    }

    /// <summary>
    /// The framework and the rest of the name of a figure; null for figures of all together. A
    /// framework may have a slash in its name; the rest never has, since resources have none.
    /// </summary>
    internal static (string? Framework, string? Metric) Split(string figure)
    {
        int last = figure.LastIndexOf('/');
        return figure.StartsWith(Prefix, StringComparison.Ordinal) && last > Prefix.Length
            ? (figure[Prefix.Length..last], figure[(last + 1)..])
            : (null, null);
    }
}
