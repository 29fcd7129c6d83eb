namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>The comparison finds what differs, and only that.</summary>
public sealed class ScenarioComparisonTests
{
    private const int Cases = 30;
    private const int Longest = 120;

    /// <summary>The tenth invariant.</summary>
    [Fact]
    public void The_same_commands_give_the_same_offers() =>
        ScenarioComparison.Check(lines => SlowScenario.Run(lines), Cases, Longest);

    [Theory]
    [InlineData("update_weights", 12)]
    [InlineData("update_quota", 12)]
    [InlineData("suppress", 12)]
    [InlineData("maintenance", 12)]
    public void A_runner_that_forgets_a_command_is_found_out(string operation, int mostLines)
    {
        ScenarioDifferenceException found = Assert.Throws<ScenarioDifferenceException>(
            () => ScenarioComparison.Check(
                lines => SlowScenario.Run(lines.Select(line => Without(operation, line))),
                cases: 200,
                Longest));
        Assert.Contains(found.Lines, line => Without(operation, line) != line);
        Assert.True(found.Lines.Count <= mostLines, found.Message);
        Assert.Contains("OFFERS_PROPERTY_SEED", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_runner_that_throws_is_found_out()
    {
        ScenarioDifferenceException found = Assert.Throws<ScenarioDifferenceException>(
            () => ScenarioComparison.Check(Throwing, Cases, Longest));
        Assert.Contains("no revive here", found.Message, StringComparison.Ordinal);
        Assert.True(found.Lines.Count <= 1, found.Message);

        static IEnumerable<string> Throwing(IEnumerable<string> lines) =>
            lines.Any(line => line.Contains("\"revive\"", StringComparison.Ordinal))
                ? throw new InvalidOperationException("no revive here")
                : SlowScenario.Run(lines);
    }

    private static string Without(string operation, string line) =>
        line.StartsWith($"{{\"op\":\"{operation}\"", StringComparison.Ordinal) ? "" : line;
}
