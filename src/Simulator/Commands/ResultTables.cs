using System.Globalization;
using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;
using Spectre.Console;

namespace Offers.Simulation.Commands;

/// <summary>The headline figures of a result as tables on the console.</summary>
internal static class ResultTables
{
    internal static void Print(IAnsiConsole console, ExperimentResult result)
    {
        PrintWorkload(console, result.Workload);
        if (result.Aggregates.Count > 0)
        {
            console.Write(Runs(result));
            PrintLosses(console, result);
            if (result.Workload.Frameworks.Count <= 24 && result.Aggregates.Count <= 4)
            {
                console.Write(Frameworks(result));
            }
        }

        foreach (Compaction compaction in result.Compactions)
        {
            console.Write(Sizes(compaction));
        }
    }

    private static void PrintWorkload(IAnsiConsole console, Workload workload)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workload.Name}: {workload.Jobs.Count:N0} jobs of {workload.Roles.Count} roles"));
        if (workload.Impossible.Count > 0)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Impossible.Count:N0} jobs fit no machine ({workload.Impossible[0]})"));
        }

        foreach ((string reason, int jobs) in workload.LeftOut)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"left out: {jobs:N0} jobs {reason}"));
        }
    }

    /// <summary>
    /// Jobs that a policy never ran are in no mean wait: they have to be said beside it.
    /// </summary>
    private static void PrintLosses(IAnsiConsole console, ExperimentResult result)
    {
        (string Figure, string Fate)[] fates =
        [
            ("jobs.impossible", "could never run: they fit no machine, or not their slice"),
            ("jobs.withdrawn", "were withdrawn before all of their tasks ran"),
            ("jobs.failed", "failed"),
        ];
        foreach (Aggregate policy in result.Aggregates)
        {
            foreach ((string figure, string fate) in fates)
            {
                if (policy[figure] is { Mean: > 0 } count)
                {
                    console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{policy.Policy}: {count.Mean:N0} jobs {fate}"));
                }
            }
        }
    }

    private static Table Runs(ExperimentResult result)
    {
        string resource = MainResource(result);
        Table table = NewTable($"means over seeds ({result.Experiment.Seeds.Count})");
        table.AddColumn(new TableColumn("policy").NoWrap());
        AddNumbers(
            table, "machines", $"{resource} allocated", $"{resource} stranded", "mean wait",
            "wait p99", "slowdown p99", "jobs done", "starved at most");
        foreach (Aggregate policy in result.Aggregates)
        {
            double Of(string name) => policy[name]?.Mean ?? double.NaN;
            table.AddRow(
                Markup.Escape(policy.Policy),
                Numbers.Significant(Of("machines"), 4),
                Numbers.Percent(Of($"allocated.{resource}.mean")),
                Numbers.Percent(Of($"stranded.{resource}.mean")),
                Numbers.Duration(Of("wait.all.mean")),
                Numbers.Duration(Of("wait.all.p99")),
                Numbers.Significant(Of("slowdown.p99")),
                Numbers.Count((long)Of("jobs.done")),
                Numbers.Duration(Of("starvation.max")));
        }

        return table;
    }

    private static Table Frameworks(ExperimentResult result)
    {
        Table table = NewTable("mean wait of each framework's jobs (and 99th percentile)");
        table.AddColumn(new TableColumn("framework").NoWrap());
        AddNumbers(table, [.. result.Aggregates.Select(policy => policy.Policy)]);
        foreach (FrameworkModel framework in result.Workload.Frameworks)
        {
            string prefix = $"framework/{framework.Name}/wait.all.";
            table.AddRow(
            [
                Markup.Escape(framework.Name),
                .. result.Aggregates.Select(policy =>
                    $"{Wait(policy, prefix + "mean")} ({Wait(policy, prefix + "p99")})"),
            ]);
        }

        return table;
    }

    private static string Wait(Aggregate policy, string name) =>
        Numbers.Duration(policy[name]?.Mean ?? double.NaN);

    private static Table Sizes(Compaction compaction)
    {
        Table table = NewTable(
            $"needed for a mean wait of {Numbers.Duration(compaction.TargetSeconds)}");
        table.AddColumn(new TableColumn("way").NoWrap());
        string[] resources = [.. compaction.Static.Capacity.Keys];
        AddNumbers(table, ["machines", .. resources, "mean wait", "worst role"]);
        AddSize(table, "static, a slice each", compaction.Static, resources);
        AddSize(table, "shared", compaction.Shared, resources);
        if (compaction.SharedPerRole is { } perRole)
        {
            AddSize(table, "shared, every role", perRole, resources);
        }

        string Ratio(double own, double shared) => Numbers.Ratio(own / shared);
        table.AddRow(
        [
            "static / shared",
            Ratio(compaction.Static.Machines, compaction.Shared.Machines),
            .. resources.Select(name =>
                Ratio(compaction.Static.Capacity[name], compaction.Shared.Capacity[name])),
            "",
            "",
        ]);
        return table;
    }

    private static void AddSize(Table table, string way, CellSize size, string[] resources) =>
        table.AddRow(
        [
            way,
            Numbers.Significant(size.Machines, 4),
            .. resources.Select(name => Numbers.Significant(size.Capacity[name], 5)),
            Numbers.Duration(size.MeanWaitSeconds),
            $"{Markup.Escape(size.WorstRole)} {Numbers.Duration(size.WorstRoleWaitSeconds)}",
        ]);

    private static Table NewTable(string title) => new()
    {
        Title = new TableTitle(Markup.Escape(title)),
        Border = TableBorder.Simple,
    };

    private static void AddNumbers(Table table, params string[] names)
    {
        foreach (string name in names)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        }
    }

    /// <summary>The resource of which the most is allocated.</summary>
    private static string MainResource(ExperimentResult result)
    {
        string best = "cpus";
        double most = -1;
        foreach ((string name, Interval value) in result.Aggregates[0].Figures)
        {
            string[] parts = name.Split('.');
            if (parts is ["allocated", _, "mean"] && value.Mean > most)
            {
                (best, most) = (parts[1], value.Mean);
            }
        }

        return best;
    }
}
