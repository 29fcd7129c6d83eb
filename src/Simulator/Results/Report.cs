using Offers.Simulation.Experiments;
using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>The page that tells what an experiment found, and its figures as files.</summary>
internal sealed class Report
{
    private readonly ResultFacts _facts;
    private readonly List<ReportFigure> _figures = [];
    private readonly HtmlPage _page;

    private Report(ExperimentResult result)
    {
        _facts = new ResultFacts(result);
        _page = new HtmlPage(result.Experiment.Name, Question(result.Experiment));
    }

    /// <summary>The page.</summary>
    internal string Html { get; private set; } = "";

    /// <summary>The figures in the order of the page.</summary>
    internal IReadOnlyList<ReportFigure> Figures => _figures;

    /// <summary>Composes the report of a result; the same result gives the same bytes.</summary>
    internal static Report Of(ExperimentResult result)
    {
        var report = new Report(result);
        report.AddAnswer();
        report.AddCompaction();
        report.AddPolicies();
        report.AddTime();
        report.AddFrameworks();
        HtmlSection sureness = report._page.Section("How sure, and what the words mean");
        MethodSection.AddSureness(report._facts, sureness);
        MethodSection.AddData(report._facts, report._page.Section("The data"));
        report._page.Footer(MethodSection.Footer(result));
        report.Html = report._page.ToHtml();
        return report;
    }

    private static string Question(Experiment experiment) => experiment.Question.Length > 0
        ? experiment.Question
        : "What does it cost to partition a datacenter, and what does sharing it give back?";

    private void AddAnswer()
    {
        HtmlSection section = _page.Section("Answer");
        List<string> sentences = [.. _facts.Result.Compactions.Select(compaction =>
            CompactionSection.Words(_facts, compaction).Answer())];
        if (_facts.Policies.Count > 0)
        {
            sentences.Add(new RunWords(_facts).Answer());
        }

        section.Paragraph(sentences.Count > 0
            ? string.Join(" ", sentences)
            : "This experiment has no result: nothing ran to its end.");
        KeyFigure[] tiles = [.. AnswerTiles.Of(_facts)];
        if (tiles.Length > 0)
        {
            section.Tiles(tiles);
        }

        string[] caveats = [.. Caveats.Of(_facts)];
        if (caveats.Length > 0)
        {
            section.Note("Before using these figures:").Bullets(caveats);
        }
    }

    private void AddCompaction()
    {
        if (_facts.Result.Compactions.Count > 0)
        {
            ReportFigure figure = CompactionFigure.Of(_facts);
            _figures.Add(figure);
            new CompactionSection(_facts).AddTo(
                _page.Section("The capacity that equal service takes"), figure);
        }
    }

    private void AddPolicies()
    {
        if (_facts.Policies.Count == 0)
        {
            return;
        }

        HtmlSection section = _page.Section(
            _facts.Policies.Count > 1 ? "The policies side by side" : "The policy in figures");
        section.Table(PolicyTable.Of(_facts));
        Add(section, new PolicyFigures(_facts).Waits());
        string[] why = [.. new RunWords(_facts).Why()];
        if (why.Length > 0)
        {
            section.Subheading("Why");
            foreach (string paragraph in why)
            {
                section.Paragraph(paragraph);
            }
        }
    }

    private void AddTime()
    {
        if (_facts.Policies.Count == 0)
        {
            return;
        }

        var drawn = new PolicyFigures(_facts);
        ReportFigure?[] figures =
            [SharingPicture.Of(_facts), drawn.Utilization(), drawn.Waiting()];
        if (figures.Any(figure => figure is not null))
        {
            HtmlSection section = _page.Section("Over time");
            foreach (ReportFigure? figure in figures)
            {
                Add(section, figure);
            }
        }
    }

    private void AddFrameworks()
    {
        if (_facts.Policies.Count > 0 && FrameworkTable.Of(_facts) is { } table)
        {
            _page.Section("Framework by framework").Table(table);
        }
    }

    private void Add(HtmlSection section, ReportFigure? figure)
    {
        if (figure is not null)
        {
            _figures.Add(figure);
            figure.AddTo(section);
        }
    }
}
