using System.Xml.Linq;
using Offers.Simulation;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;

namespace Offers.Simulator.Tests.Results;

public sealed class ReportTests
{
    [Fact]
    public void A_report_is_well_formed_and_loads_nothing()
    {
        string html = Report.Of(Full()).Html;
        XElement root = Root(html);
        Assert.Equal("sample", root.Descendants("h1").Single().Value);
        Assert.Equal("Who waits, & for <whom>?", root.Descendants("p").First().Value);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain(" src=", html);
    }

    [Fact]
    public void No_text_of_a_report_is_not_a_number()
    {
        foreach (ExperimentResult result in (ExperimentResult[])
            [Full(), ResultSamples.Bare(), ResultSamples.WithWaits(0, 0),
                ResultSamples.WithWaits(double.NaN, 5)])
        {
            Report report = Report.Of(result);
            Assert.DoesNotContain("NaN", report.Html);
            Assert.DoesNotContain("∞", report.Html);
            Assert.All(report.Figures, figure => Assert.DoesNotContain("NaN", figure.ToSvg()));
        }
    }

    [Fact]
    public void Every_figure_is_well_formed_as_a_file()
    {
        IReadOnlyList<ReportFigure> figures = Report.Of(Full()).Figures;
        Assert.Equal(
            "capacity waits sharing utilization waiting",
            string.Join(' ', figures.Select(figure => figure.Name)));
        Assert.All(figures, figure => XDocument.Parse(figure.ToSvg()));
    }

    [Fact]
    public void The_picture_shows_a_panel_for_each_role_and_one_for_the_shared_cell()
    {
        ReportFigure sharing = Report.Of(Full()).Figures.Single(f => f.Name is "sharing");
        XElement svg = XDocument.Parse(sharing.ToSvg()).Root!;
        Assert.Equal(4, svg.Elements().Count(e => e.Name.LocalName is "svg"));
        Assert.Contains("capacity", svg.Value);
    }

    [Fact]
    public void The_same_result_gives_the_same_report() =>
        Assert.Equal(Report.Of(Full()).Html, Report.Of(Full()).Html);

    [Fact]
    public void A_result_without_anything_says_so() => Assert.Contains(
        "This experiment has no result", Text(ResultSamples.Bare()));

    [Fact]
    public void Every_run_is_listed_with_its_digest()
    {
        string text = Text(ResultSamples.Simulated);
        Assert.All(
            ResultSamples.Simulated.Runs,
            run => Assert.Contains(ManifestWriter.Digest(run.Result.Digest), text));
    }

    [Fact]
    public void One_policy_alone_is_not_compared()
    {
        ExperimentResult both = ResultSamples.WithWaits(600, 60);
        string text = Text(both with { Runs = [both.Runs[1]], Aggregates = [both.Aggregates[1]] });
        Assert.Contains("Under shared-drf, a job waited", text);
        Assert.DoesNotContain("times as long", text);
    }

    [Fact]
    public void Jobs_that_do_not_count_are_stated_only_where_there_are_some()
    {
        string text = Text(ResultSamples.WithFigures(
            [
                ("jobs.arrived", "job", 180, 180),
                ("jobs.impossible", "job", 3, 0),
                ("jobs.withdrawn", "job", 0, 9),
                ("jobs.failed", "job", 0, 0),
            ]));
        Assert.Contains("Under static-equal, 3 of 180 jobs (1.67 %) could never run", text);
        Assert.Contains("Under shared-drf, 9 of 180 jobs (5.00 %) were withdrawn", text);
        Assert.DoesNotContain("failed for good", text);
        Assert.Contains("Left out of the source, for every policy: 1 job (fits no machine).", text);
        Assert.Contains("Still running when the trace ended: 1 job.", text);
    }

    private static ExperimentResult Full() => ResultSamples.Simulated with
    {
        Compactions = [ResultSamples.Compaction(10, 5, spread: 1)],
    };

    private static string Text(ExperimentResult result) => Root(Report.Of(result).Html).Value;

    private static XElement Root(string html) =>
        XDocument.Parse(html["<!DOCTYPE html>".Length..].Trim()).Root!;
}
