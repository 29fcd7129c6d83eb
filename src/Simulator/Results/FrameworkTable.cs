using System.Globalization;
using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>What each framework waited, under each policy.</summary>
internal static class FrameworkTable
{
    private const int MostListed = 30;

    /// <summary>The table; null when the runs have no figures of frameworks.</summary>
    internal static HtmlTable? Of(ResultFacts facts)
    {
        FrameworkModel[] all = [.. facts.Workload.Frameworks.Where(framework =>
            facts.Figure(facts.Policies[0], Named(framework, "jobs.arrived")) is { Mean: > 0 })];
        if (all.Length == 0)
        {
            return null;
        }

        FrameworkModel[] listed = [.. all
            .OrderByDescending(framework => Jobs(facts, framework)).Take(MostListed)];
        List<IReadOnlyList<string>> rows = [.. listed.Select(framework => Row(facts, framework))];
        string which = listed.Length < all.Length
            ? string.Create(
                CultureInfo.InvariantCulture, $"the {MostListed} with the most of {all.Length}")
            : "by their number of jobs";
        return new HtmlTable(
            "Wait until all tasks run, of each framework's jobs: mean, and 99th percentile after "
                + $"the stroke ({which})",
            [
                new("framework"),
                new("role"),
                HtmlColumn.Number("jobs", "job"),
                .. facts.Policies.Select(HtmlColumn.Formatted),
            ],
            rows);
    }

    private static List<string> Row(ResultFacts facts, FrameworkModel framework) =>
    [
        framework.Name,
        facts.Workload.Roles[framework.Role],
        Say.Amount(Jobs(facts, framework)),
        .. facts.Policies.Select(policy =>
            Text(facts, policy, framework, "mean") + " / " + Text(facts, policy, framework, "p99")),
    ];

    private static string Text(
        ResultFacts facts, string policy, FrameworkModel framework, string part)
    {
        Interval? wait = facts.Figure(policy, Named(framework, $"wait.all.{part}"));
        return wait is { } known ? Say.Value(known.Mean, known.Unit) : Numbers.Missing;
    }

    private static double Jobs(ResultFacts facts, FrameworkModel framework) =>
        facts.Figure(facts.Policies[0], Named(framework, "jobs.arrived"))?.Mean ?? 0;

    private static string Named(FrameworkModel framework, string figure) =>
        $"{FrameworksWriter.Prefix}{framework.Name}/{figure}";
}
