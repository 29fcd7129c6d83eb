using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;
using Offers.Simulation.Traces;

namespace Offers.Simulation.Results;

/// <summary>The section on capacity for equal service.</summary>
internal sealed class CompactionSection(ResultFacts facts)
{
    private readonly IReadOnlyList<Reference> _references = References.For(facts.Result);

    /// <summary>Words about one compaction.</summary>
    internal static CompactionWords Words(ResultFacts facts, Compaction compaction) => new(
        compaction, facts.ResourceName ?? CapacityRatios.Machines, facts.ResourceUnit);

    internal void AddTo(HtmlSection section, ReportFigure figure)
    {
        section.Paragraph("Equal service: the same jobs on both sides. A static slice has to keep "
            + "the bound for the jobs of its own role, a shared cell for the mean over all jobs. "
            + "Waiting does not fall steadily with every machine, so the sizes just below an "
            + "answer were tried as well.");
        figure.AddTo(section);
        MultiplexingGain gain = facts.ResourceName is null
            ? default
            : DemandPeaks.Of(facts.Workload, facts.Resource);
        foreach (Compaction compaction in facts.Result.Compactions)
        {
            CompactionWords words = Words(facts, compaction);
            section.Subheading($"Mean wait within {words.Target}");
            section.Paragraph(words.Answer());
            section.Table(Table(compaction, words.Target));
            Reference? reference = References.For(
                _references, compaction.TargetSeconds, facts.ResourceName ?? "");
            section.Subheading($"Where {words.Target} lands, and why");
            foreach (string paragraph in words.WhereItLands(gain, reference))
            {
                section.Paragraph(paragraph);
            }
        }

        AddReferences(section);
    }

    private HtmlTable Table(Compaction compaction, string target)
    {
        string[] resources = [.. compaction.Static.Capacity.Where(amount => amount.Value > 0)
            .Select(amount => amount.Key).Order(StringComparer.Ordinal)];
        List<HtmlColumn> columns =
        [
            new("cell"),
            HtmlColumn.Number("jobs", "job"),
            HtmlColumn.Number("machines", "machine"),
            .. resources.Select(name => HtmlColumn.Number(Say.Resource(name), UnitOf(name))),
            HtmlColumn.Formatted("mean wait"),
            new("longest mean wait of a role"),
        ];
        List<IReadOnlyList<string>> rows = [.. compaction.Slices.Select(slice =>
            Row($"slice of {slice.Role}", slice.Jobs, slice.Size, resources, isOneRole: true))];
        int jobs = compaction.Slices.Sum(slice => slice.Jobs);
        int sum = rows.Count;
        rows.Add(Row("all slices", jobs, compaction.Static, resources, isOneRole: false));
        rows.Add(Row("shared", jobs, compaction.Shared, resources, isOneRole: false));
        rows.Add(Ratios("static / shared", compaction, compaction.Shared, resources));
        if (compaction.SharedPerRole is { } perRole)
        {
            string name = "shared, for every role";
            rows.Add(Row(name, jobs, perRole, resources, isOneRole: false));
            rows.Add(Ratios($"static / {name}", compaction, perRole, resources));
        }

        return new HtmlTable(
            $"What a mean wait within {target} takes: medians, and ranges over the orders of "
                + $"machines ({Say.Count(compaction.Runs, "run")})",
            columns,
            rows)
        {
            Stressed = [sum, sum + 1, sum + 2],
        };
    }

    private static List<string> Row(
        string name, int jobs, CellSize size, string[] resources, bool isOneRole) =>
    [
        name,
        Numbers.Count(jobs),
        Say.Range(size.Machines, size.MachinesLow, size.MachinesHigh),
        .. resources.Select(resource => Amount(size, resource)),
        Numbers.Duration(size.MeanWaitSeconds),
        isOneRole ? "" : $"{Numbers.Duration(size.WorstRoleWaitSeconds)} ({size.WorstRole})",
    ];

    private static string Amount(CellSize size, string resource)
    {
        double amount = size.Capacity.GetValueOrDefault(resource);
        return Say.Range(
            amount,
            size.CapacityLow.GetValueOrDefault(resource, amount),
            size.CapacityHigh.GetValueOrDefault(resource, amount));
    }

    private static List<string> Ratios(
        string name, Compaction compaction, CellSize cell, string[] resources)
    {
        var ratios = new CapacityRatios(compaction.Static, cell);
        return
        [
            name,
            "",
            Say.Ratio(ratios.Of(CapacityRatios.Machines)),
            .. resources.Select(resource => Say.Ratio(ratios.Of(resource))),
            "",
            "",
        ];
    }

    private string UnitOf(string resource) =>
        facts.Workload.Schema.TryFind(resource, out ResourceKind kind)
            && facts.Workload.Schema.UnitOf(kind) is { Length: > 0 } unit
            ? unit
            : "1";

    private void AddReferences(HtmlSection section)
    {
        if (_references.Count == 0)
        {
            return;
        }

        HtmlColumn[] columns =
        [
            new("bound on the mean wait"),
            HtmlColumn.Number("static", UnitOf(_references[0].Resource)),
            HtmlColumn.Number("shared", UnitOf(_references[0].Resource)),
            HtmlColumn.Formatted("reference ratio"),
            new("how it was found"),
        ];
        section.Table(new HtmlTable(
            $"Reference: the same workload ({_references[0].Workload}, "
                + $"{Say.Count(_references[0].Roles, "role")}) by other means",
            columns,
            [.. _references.Select(reference => (string[])
            [
                Numbers.Duration(reference.TargetSeconds),
                Say.Amount(reference.Static),
                Say.Amount(reference.Shared),
                Numbers.Ratio(reference.Ratio),
                reference.Source,
            ])]));
    }
}
