namespace Offers.Core.Tests.Scenarios;

/// <summary>Runs scenarios as `offers scenario` does.</summary>
internal static class ProductScenario
{
    public static IReadOnlyList<string> Run(IEnumerable<string> lines)
    {
        List<string> output = [];
        ScenarioRunner runner = new(new ScenarioSettings(), output.Add);
        foreach (string line in lines)
        {
            runner.Feed(line);
        }

        runner.End();
        return output;
    }
}
