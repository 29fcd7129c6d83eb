namespace Offers.Simulator.Tests.Experiments;

public class ExperimentFormatTests
{
    [Fact]
    public void The_page_on_the_format_says_what_the_schema_says()
    {
        string path = RepositoryRoot.File("docs", "experiment-format.md");
        string page = ExperimentFormatPage.Write();
        if (Rewrite.IsOn)
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }
}
