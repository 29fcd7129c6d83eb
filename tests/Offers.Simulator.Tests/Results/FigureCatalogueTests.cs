using Offers.Simulation;
using Offers.Simulation.Experiments;
using Offers.Simulation.Results;

namespace Offers.Simulator.Tests.Results;

public sealed class FigureCatalogueTests
{
    private static readonly string Page = RepositoryRoot.File("docs", "results-format.md");

    [Fact]
    public void Every_figure_of_a_run_is_in_the_catalogue_with_its_unit()
    {
        foreach (RunRecord run in ResultSamples.Simulated.Runs)
        {
            Assert.All(run.Result.Figures, figure => AssertKnown(
                figure.Name, figure.Unit, FigureCatalogue.Find(figure.Name)));
        }
    }

    [Fact]
    public void Every_column_of_a_series_is_in_the_catalogue_with_its_unit()
    {
        foreach (RunRecord run in ResultSamples.Simulated.Runs)
        {
            Assert.All(run.Result.Series!.Columns, column => AssertKnown(
                column.Name,
                column.Unit,
                FigureCatalogue.Find(column.Name, FigureCatalogue.Series)));
        }
    }

    [Fact]
    public void Every_entry_of_the_catalogue_is_a_figure_of_some_run()
    {
        HashSet<FigureEntry> found = [.. ResultSamples.Simulated.Runs
            .SelectMany(run => run.Result.Figures)
            .Select(figure => FigureCatalogue.Find(figure.Name)!)];
        Assert.Empty(FigureCatalogue.Figures.Where(entry => !found.Contains(entry))
            .Select(entry => entry.Pattern));
    }

    [Fact]
    public void The_columns_of_the_jobs_are_the_ones_that_are_written() => Assert.Equal(
        string.Join(' ', JobsWriter.Columns),
        string.Join(' ', FigureCatalogue.JobColumns.Select(column => column.Pattern)));

    [Fact]
    public void A_name_that_no_run_has_is_not_in_the_catalogue()
    {
        Assert.Null(FigureCatalogue.Find("allocated.cpus"));
        Assert.Null(FigureCatalogue.Find("framework/a/allocated.x/y.mean"));
        Assert.Null(FigureCatalogue.Find("Machines"));
        Assert.Null(FigureCatalogue.Find("jobs.done\n"));
        Assert.NotNull(FigureCatalogue.Find("framework/a/b/wait.all.p99"));
        Assert.NotNull(FigureCatalogue.Find("allocated.gpu_milli.mean"));
    }

    [Fact]
    public void Every_number_of_the_catalogue_has_a_unit_and_a_meaning()
    {
        Assert.DoesNotContain(FigureCatalogue.Figures, entry => entry.Unit.Length == 0);
        Assert.DoesNotContain(FigureCatalogue.Series, entry => entry.Unit.Length == 0);
        Assert.All(FigureCatalogue.Figures, entry => Assert.EndsWith(".", entry.Meaning));
        Assert.Equal(
            FigureCatalogue.Figures.Count,
            FigureCatalogue.Figures
                .DistinctBy(entry => entry.Pattern, StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_page_about_the_form_of_results_says_what_the_code_does()
    {
        if (Rewrite.IsOn)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Page)!);
            File.WriteAllText(Page, ResultsFormat.Page());
        }

        Assert.Equal(ResultsFormat.Page(), File.ReadAllText(Page));
    }

    private static void AssertKnown(string name, string unit, FigureEntry? entry)
    {
        Assert.True(entry is not null, $"{name} is not in the catalogue");
        if (entry.Unit is not FigureCatalogue.ResourceUnit)
        {
            Assert.Equal((name, entry.Unit), (name, unit));
            return;
        }

        ResourceSchema schema = ResultSamples.Workload.Schema;
        Assert.True(schema.TryFind(name[(name.LastIndexOf('.') + 1)..], out ResourceKind kind));
        Assert.Equal((name, schema.UnitOf(kind)), (name, unit));
    }
}
