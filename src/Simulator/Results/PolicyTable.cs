using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>The headline figures, one column a policy.</summary>
internal static class PolicyTable
{
    private static readonly (string Figure, string Label)[] Headlines =
    [
        ("machines", "machines"),
        ("capacity.{0}", "{0}, capacity"),
        ("allocated.{0}.mean", "{0} allocated, of capacity"),
        ("offered.{0}.mean", "{0} locked in offers, of capacity"),
        ("stranded.{0}.mean", "{0} stranded while jobs wait, of capacity"),
        ("wait.all.mean", "wait until all tasks run, mean"),
        ("wait.all.p99", "wait until all tasks run, 99th percentile"),
        ("wait.first.mean", "wait until the first task runs, mean"),
        ("slowdown.p99", "slowdown, 99th percentile"),
        ("starvation.max", "longest starvation of a role"),
        ("share.jain", "Jain's index of the roles' shares"),
        ("jobs.done", "jobs done"),
        ("jobs.failed", "jobs failed"),
        ("jobs.withdrawn", "jobs withdrawn"),
        ("jobs.impossible", "jobs that could never run"),
        ("tasks.failed", "failures of tasks"),
        ("offers.made", "offers made"),
        ("offers.declined", "offers declined"),
        ("offers.rescinded", "offers rescinded"),
    ];

    internal static HtmlTable Of(ResultFacts facts)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((string figure, string label) in Headlines)
        {
            if (figure.Contains("{0}", StringComparison.Ordinal) && facts.ResourceName is null)
            {
                continue;
            }

            Interval?[] values = [.. facts.Policies.Select(
                policy => facts.Figure(policy, Named(figure, facts.ResourceName)))];
            if (IsWorthARow(figure, values))
            {
                string resource = Say.Resource(facts.ResourceName ?? "");
                rows.Add([Named(label, resource), .. values.Select(Say.Interval)]);
            }
        }

        return new HtmlTable(
            "The same jobs under each policy: means over the seeds, with 95 % intervals",
            [new("figure"), .. facts.Policies.Select(HtmlColumn.Formatted)],
            rows);
    }

    private static string Named(string pattern, string? resource) =>
        pattern.Replace("{0}", resource, StringComparison.Ordinal);

    // Failures and their like are told when there are any.
    private static bool IsWorthARow(string figure, Interval?[] values) =>
        values.Any(value => value is not null)
        && (figure is not ("jobs.failed" or "jobs.withdrawn" or "jobs.impossible" or "tasks.failed")
            || values.Any(value => value is { Mean: > 0 }));
}
