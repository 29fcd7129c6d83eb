using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>How sure the figures are, what they mean, and how to get at the data.</summary>
internal static class MethodSection
{
    internal static void AddSureness(ResultFacts facts, HtmlSection section)
    {
        ILookup<string, string> methods = facts.Result.Aggregates
            .SelectMany(aggregate => aggregate.Figures)
            .DistinctBy(figure => figure.Key, StringComparer.Ordinal)
            .Where(figure => !figure.Key.Contains('/', StringComparison.Ordinal))
            .ToLookup(figure => figure.Value.Method, figure => figure.Key, StringComparer.Ordinal);
        section.Paragraph(facts.Workload.IsFixed
            ? "The jobs are the same for every policy and seed; seeds change only the order of "
                + "machines and the choices of frameworks."
            : "Each seed makes jobs of its own, and every policy sees the same ones of each seed.");
        section.Bullets(methods.Select(method => $"{Meaning(method.Key)} ({Names([.. method])})."));
        if (methods.Count == 0)
        {
            section.Paragraph("Nothing was aggregated over seeds, so there are no intervals.");
        }

        if (facts.Result.Compactions.Count > 0)
        {
            section.Paragraph("Ranges of capacities are the smallest and the largest over "
                + $"{Numbers.Count(facts.Result.Experiment.Compact.Permutations)} random orders "
                + "of the inventory; ranges of ratios pair the smallest on one side with the "
                + "largest on the other. They say what the order of machines matters, not how "
                + "another workload would turn out.");
        }

        section.Details("What the figures mean", details => details.Table(Definitions(facts)));
    }

    internal static void AddData(ResultFacts facts, HtmlSection section)
    {
        section.Paragraph("The folder of this page holds summary.json (every figure of every "
            + "run), series.csv, jobs.csv (if the experiment asks for it), frameworks.csv, "
            + "manifest.json and the figures as SVG. docs/results-format.md describes every "
            + "column. All figures of all runs as a table, in Python:");
        section.Code(ResultsFormat.OneLine);
        if (facts.Result.Runs.Count == 0)
        {
            return;
        }

        section.Details("All runs", details => details.Table(new HtmlTable(
            "Runs and the digests of their decisions: equal digests mean equal histories",
            [
                new("policy"),
                HtmlColumn.Formatted("seed"),
                new("digest"),
                HtmlColumn.Formatted("mean wait"),
                HtmlColumn.Formatted("events"),
                HtmlColumn.Formatted("took"),
            ],
            [.. facts.Result.Runs.Select(Row)])));
    }

    internal static string Footer(ExperimentResult result)
    {
        ProductVersion product = ProductVersion.Current;
        string commit = product.Commit is { } known ? $" (commit {known})" : "";
        string command = result.CommandLine.Length > 0 ? $" Command: {result.CommandLine}." : "";
        string inputs = string.Concat(result.Inputs
            .OrderBy(input => input.Key, StringComparer.Ordinal)
            .Select(input => $" Input: {Path.GetFileName(input.Key)}, SHA-256 {input.Value}."));
        return $"Offers {product.Version}{commit}. Workload: {result.Workload.Name}, "
            + $"{Say.Count(result.Workload.Jobs.Count, "job")}. Seeds: "
            + $"{string.Join(", ", result.Experiment.Seeds)}.{command}{inputs}"
            + $" Wall time: {Numbers.Duration(result.Wall.TotalSeconds)}.";
    }

    private static string Meaning(string method) => method switch
    {
        "block bootstrap" => "Block bootstrap over jobs, 95 %: whole stretches of neighbouring "
            + "jobs are drawn anew, since jobs that are close in time wait for the same reason",
        "t over seeds" => "Student's t over the seeds, 95 %: what seeds change, as said above, "
            + "and nothing else",
        "one seed" => "One seed, so a point: there is nothing that says how sure it is",
        _ => method,
    };

    private static string Names(string[] figures)
    {
        string[] stems = [.. figures.Select(Stem).Distinct(StringComparer.Ordinal)];
        return string.Join(", ", stems);
    }

    private static string Stem(string figure)
    {
        string[] parts = figure.Split('.');
        return parts[0] is "allocated" or "offered" or "stranded" or "capacity"
            or "jobs" or "tasks" or "allocator" or "offers"
            ? parts[0]
            : string.Join('.', parts.Take(parts.Length > 2 ? 2 : parts.Length));
    }

    private static HtmlTable Definitions(ResultFacts facts)
    {
        HashSet<FigureEntry> used = [];
        IEnumerable<string> names = facts.Result.Runs
            .SelectMany(run => run.Result.Figures)
            .Select(figure => figure.Name)
            .Where(name => !name.StartsWith(FrameworksWriter.Prefix, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        used.UnionWith(names.Select(FigureCatalogue.Find).OfType<FigureEntry>());

        IEnumerable<FigureEntry> entries = used.Count == 0
            ? FigureCatalogue.Figures.Where(entry => entry.Pattern is "wait.all.mean")
            : FigureCatalogue.Figures.Where(used.Contains);
        return new HtmlTable(
            "Figures, as in summary.json; those of one framework begin with framework/NAME/",
            [new("name"), new("unit"), new("meaning")],
            [.. entries.Select(entry => (string[])[entry.Pattern, entry.Unit, entry.Meaning])]);
    }

    private static string[] Row(RunRecord run)
    {
        RunResult result = run.Result;
        return
        [
            run.Policy,
            run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ManifestWriter.Digest(result.Digest),
            result.MissedLimit ? "stopped early" : Text(result, "wait.all.mean"),
            Text(result, "events").Replace(" events", "", StringComparison.Ordinal),
            Numbers.Duration(result.Wall.TotalSeconds),
        ];
    }

    private static string Text(RunResult result, string name)
    {
        MetricValue figure = result.Figures.FirstOrDefault(
            metric => string.Equals(metric.Name, name, StringComparison.Ordinal));
        return figure.Name is null ? Numbers.Missing : Say.Value(figure.Value, figure.Unit);
    }
}
