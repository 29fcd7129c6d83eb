using System.Text.RegularExpressions;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>The comparison finds what differs, and only that.</summary>
public sealed class ScenarioComparisonTests
{
    private const int Cases = 20;
    private const int Longest = 120;

    /// <summary>The tenth invariant.</summary>
    [Fact]
    public void The_same_commands_give_the_same_offers() =>
        ScenarioComparison.Check(lines => SlowScenario.Run(lines), Cases, Longest);

    /// <summary>The faults are some that no refusal tells of.</summary>
    [Theory]
    [InlineData("weights", "(\"weights\":\\{\"[^\"]+\":)[0-9.]+", "${1}1")]
    [InlineData("long refusals", "_seconds\":30", "_seconds\":1")]
    [InlineData("capabilities", "REVOCABLE_RESOURCES", "PARTITION_AWARE")]
    [InlineData("maintenance", ",\"start\":60", "")]
    [InlineData("guarantees", "\"mem\":512\\}(?=,\"limits\"|\\}$)", "\"mem\":64}")]
    public void A_runner_that_misreads_is_found_out(string what, string pattern, string misread)
    {
        Regex regex = new(pattern, RegexOptions.CultureInvariant);
        ScenarioDifferenceException found = Assert.Throws<ScenarioDifferenceException>(
            () => ScenarioComparison.Check(
                lines => SlowScenario.Run(lines.Select(line => regex.Replace(line, misread))),
                cases: 400,
                Longest));
        Assert.Contains(found.Lines, line => regex.IsMatch(line));
        Assert.True(found.Lines.Count <= 14, $"{what}: {found.Message}");
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
}
