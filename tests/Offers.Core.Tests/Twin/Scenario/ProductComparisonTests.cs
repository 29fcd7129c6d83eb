using Offers.Core.Tests.Conventions;
using Offers.Core.Tests.Scenarios;
using Xunit.Abstractions;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The allocator answers random scenarios as its slow twin does, and keeps its invariants after
/// every command.
/// </summary>
public sealed class ProductComparisonTests(ITestOutputHelper output)
{
    private const int Cases = 150;
    private const int Longest = 120;
    private const int LongCases = 3;
    private const int LongestOfAll = 3_000;

    private static string Found { get; } = Path.Combine(
        Repository.Root, "tests", "Offers.Core.Tests", "Twin", "Scenario", "found");

    /// <summary>What random scenarios have found, as short as they could be made.</summary>
    public static TheoryData<string> FoundBefore =>
        [.. Directory.EnumerateFiles(Found, "*.jsonl").Select(f => Path.GetFileName(f)!).Order()];

    [Fact]
    public void The_allocator_answers_any_scenario_as_the_slow_twin_does() =>
        Compare(Cases, Longest);

    [Fact]
    public void It_does_so_over_thousands_of_steps() => Compare(LongCases, LongestOfAll);

    [Theory]
    [MemberData(nameof(FoundBefore))]
    public void What_was_found_before_stays_right(string file) =>
        Assert.Null(ScenarioComparison.DifferenceOn(
            File.ReadAllLines(Path.Combine(Found, file)), ProductScenario.RunChecked));

    [Fact]
    public void A_replayed_journal_gives_the_same_effects_and_digests() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, Cases / 3, Longest, plan =>
            ProductScenario.AssertReplays(plan.Lines));

    private void Compare(int cases, int longest)
    {
        int commands = ScenarioComparison.Check(ProductScenario.RunChecked, cases, longest);
        output.WriteLine($"{commands} commands compared, seed {PropertyRunner.Seed}");
    }
}
