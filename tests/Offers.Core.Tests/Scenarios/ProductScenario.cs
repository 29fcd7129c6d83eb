namespace Offers.Core.Tests.Scenarios;

/// <summary>Runs scenarios as <c>offers scenario</c> does.</summary>
internal static class ProductScenario
{
    public static IReadOnlyList<string> Run(IEnumerable<string> lines) =>
        Run(lines, new ScenarioSettings());

    /// <summary>The same, with all invariants checked after every line.</summary>
    public static IEnumerable<string> RunChecked(IEnumerable<string> lines)
    {
        List<string> output = [];
        AllocatorTarget target = new(ResourceSchema.CreateStandard());
        ScenarioRunner runner = new(target, new ScenarioSettings(), output.Add);
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            runner.Feed(line);
            IReadOnlyList<string> broken = target.IsSetUp ? target.CheckInvariants() : [];
            Assert.True(broken.Count == 0, $"after line {number}: {string.Join("; ", broken)}");
        }

        runner.End();
        return output;
    }

    /// <summary>A journal of the run, replayed, gives the same effects and digests.</summary>
    public static void AssertReplays(IEnumerable<string> lines)
    {
        List<string> journal = [];
        List<string> output = [];
        AllocatorTarget target = new(ResourceSchema.CreateStandard());
        ScenarioRunner runner = new(
            target, new ScenarioSettings { Journal = journal.Add }, output.Add);
        foreach (string line in lines)
        {
            runner.Feed(line);
        }

        runner.End();
        List<string> effects = [];
        JournalReplay replay = new(effects.Add);
        replay.Run(journal);
        Assert.Equal(
            (target.DecisionDigest, target.StateDigest),
            (replay.DecisionDigest, replay.StateDigest));
        string[] events = ["\"event\":\"offer\"", "\"event\":\"inverse_offer\"",
            "\"event\":\"rescind\""];
        Assert.Equal(
            output.Where(l => events.Any(e => l.Contains(e, StringComparison.Ordinal))), effects);
    }

    private static List<string> Run(IEnumerable<string> lines, ScenarioSettings settings)
    {
        List<string> output = [];
        ScenarioRunner runner = new(settings, output.Add);
        foreach (string line in lines)
        {
            runner.Feed(line);
        }

        runner.End();
        return output;
    }
}
