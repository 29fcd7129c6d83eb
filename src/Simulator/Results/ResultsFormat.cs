using System.Text;

namespace Offers.Simulation.Results;

/// <summary>Writes docs/results-format.md from the catalogue of figures.</summary>
internal static class ResultsFormat
{
    /// <summary>One line of Python that reads all figures of all runs as a table.</summary>
    internal const string OneLine =
        "import json, pandas as pd; "
        + "runs = pd.json_normalize(json.load(open(\"summary.json\"))[\"runs\"])";

    /// <summary>The same in the standard library alone.</summary>
    internal const string WithoutPandas =
        "import json; waits = [(run[\"policy\"], run[\"seed\"], "
        + "run[\"metrics\"][\"wait.all.mean\"][\"value\"]) "
        + "for run in json.load(open(\"summary.json\"))[\"runs\"]]";

    private static readonly (string Name, string Meaning)[] Files =
    [
        ("manifest.json", "How it came to be; written last, so that a folder with it is whole."),
        ("summary.json", "Every figure of every run, each policy over all seeds, compaction."),
        ("series.csv", "Time series of the first seed of each policy."),
        ("jobs.csv", "What became of each job of each run; only if the experiment asks."),
        ("frameworks.csv", "The figures of each framework."),
        ("report.html", "All of it to read: one file, light and dark, on screen and on paper."),
        ("figures/*.svg", "The figures of the report, each as a file of its own."),
    ];

    private static readonly (string Field, string Unit, string Meaning)[] Summary =
    [
        ("experiment, version", "", "The experiment's name; the version of the program."),
        ("runs[].policy, .workload, .seed", "", "What ran."),
        ("runs[].axes", "", "The point of a sweep; empty without one."),
        ("runs[].digest", "",
            "Digest of all decisions, 16 hexadecimal digits; equal for equal histories."),
        ("runs[].metrics.NAME.value, .unit", "",
            "A figure as listed below; null if it is not a number."),
        ("runs[].missed_limit", "",
            "Present and true when the run was stopped early; then it has no figures."),
        ("aggregates[].metrics.NAME.mean, .low, .high, .unit", "",
            "A policy over all seeds with its 95 % interval."),
        ("aggregates[].metrics.NAME.method", "",
            "How the interval was found: \"block bootstrap\" over jobs, \"t over seeds\" or "
                + "\"one seed\" (a point)."),
        ("compaction[].target.metric, .value, .unit", "s",
            "What both sides have to keep: a bound on wait.all.mean."),
        ("compaction[].static", "",
            "The slices together, each of which keeps it for its own jobs."),
        ("compaction[].shared", "", "The smallest cell that keeps it over all jobs."),
        ("compaction[].shared_per_role", "",
            "The smallest cell that keeps it for every role; absent when not asked for."),
        ("compaction[].slices[]", "", "Each role's slice: role, jobs, and a size."),
        ("(size).machines, .machines_low, .machines_high", "machine",
            "Median, smallest and largest over the orders of the inventory."),
        ("(size).capacity.RESOURCE, capacity_low, capacity_high", FigureCatalogue.ResourceUnit,
            "The same for each resource."),
        ("(size).wait_mean", "s", "Mean of wait.all at the median size."),
        ("(size).worst_role, .worst_role_wait_mean", "s",
            "The role that waits longest at that size, and its mean wait."),
        ("compaction[].ratio.RESOURCE, .machines", "1", "static over shared, medians."),
        ("compaction[].ratio_low, ratio_high", "1",
            "Smallest over largest and largest over smallest of the orders."),
        ("compaction[].ratio_per_role, with _low and _high", "1", "static over shared_per_role."),
        ("compaction[].simulations", "run", "Simulations that it took."),
    ];

    /// <summary>The whole page.</summary>
    internal static string Page()
    {
        var page = new StringBuilder();
        page.Append("# The form of results\n\n");
        page.Append("<!-- Written by a test from FigureCatalogue and ResultsFormat in ");
        page.Append("src/Simulator/Results; set OFFERS_REWRITE=1 to write it anew. -->\n\n");
        page.Append("A result is a folder. Files are UTF-8 without a byte order mark, lines end ");
        page.Append("in a line feed, numbers are\nin the shortest form that reads back to the ");
        page.Append("same value. An empty field of a CSV file and a null in JSON\nsay that there ");
        page.Append("is no such value. Times are seconds from the start of the workload.\n\n");
        Table(page, ["file", "contents"], Files.Select(f => new[] { Code(f.Name), f.Meaning }));
        Read(page);
        page.Append("## summary.json\n\nThese names are stable. A `(size)` is the form of ");
        page.Append("`static`, `shared`, `shared_per_role` and each slice.\n\n");
        Table(page, ["field", "unit", "meaning"], Summary.Select(f => new[]
        {
            Code(f.Field), f.Unit, f.Meaning,
        }));
        page.Append("## Figures of a run\n\nKeys of `metrics`. Percentiles come from buckets ");
        page.Append("that lie 1 % apart and are off by at most 0.5 %;\nmeans, counts and ");
        page.Append("largest values are exact.\n\n");
        Entries(page, FigureCatalogue.Figures);
        Csv(page);
        Manifest(page);
        return page.ToString();
    }

    private static void Read(StringBuilder page)
    {
        page.Append("One line of Python reads it:\n\n```python\n").Append(OneLine);
        page.Append("\n```\n\nand without pandas:\n\n```python\n").Append(WithoutPandas);
        page.Append("\n```\n\n");
    }

    private static void Csv(StringBuilder page)
    {
        page.Append("## series.csv\n\nColumns `policy` and `seed`, then those of all policies; ");
        page.Append("a field is empty where a policy has none. The units\nof the columns also ");
        page.Append("stand in manifest.json under `series_units`.\n\n");
        Entries(page, FigureCatalogue.Series);
        page.Append("## jobs.csv\n\nAll seeds of a trace; of a generated workload, whose jobs ");
        page.Append("differ by seed, the first. The mean of\n`wait_all` over the rows of a run ");
        page.Append("that have one is its figure `wait.all.mean`.\n\n");
        Entries(page, FigureCatalogue.JobColumns);
        page.Append("## frameworks.csv\n\nColumns `").AppendJoin("`, `", FrameworksWriter.Columns);
        page.Append("`: the figures `framework/{framework}/NAME`, with NAME as `metric`.\n\n");
    }

    private static void Manifest(StringBuilder page)
    {
        page.Append("## manifest.json\n\n`experiment`, `question`, `version`, `commit` (null ");
        page.Append("when the build did not know), `command_line`,\n`workload`, `policies`, ");
        page.Append("`seeds`, `inputs` (SHA-256 by path), `machine` (`os`, `architecture`, ");
        page.Append("`cores`,\n`runtime`), `wall` (`value`, `unit`), `series_units`, and `runs` ");
        page.Append("with `policy`, `workload`, `seed`, `digest` and\n`wall`. The same seed ");
        page.Append("gives the same digest on any machine.\n");
    }

    private static void Entries(StringBuilder page, IReadOnlyList<FigureEntry> entries) => Table(
        page,
        ["name", "unit", "meaning"],
        entries.Select(entry => new[] { Code(entry.Pattern), entry.Unit, entry.Meaning }));

    private static void Table(StringBuilder page, string[] head, IEnumerable<string[]> rows)
    {
        page.Append("| ").AppendJoin(" | ", head).Append(" |\n|");
        page.Append(string.Concat(head.Select(_ => "---|"))).Append('\n');
        foreach (string[] row in rows)
        {
            page.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        page.Append('\n');
    }

    private static string Code(string text) => $"`{text}`";
}
