using Offers.Core.Tests.Scenarios;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The allocator answers random scenarios as its slow twin does, and keeps its invariants after
/// every command.
/// </summary>
public sealed class ProductComparisonTests
{
    private const int Cases = 150;
    private const int Longest = 120;

    [Fact]
    public void The_allocator_answers_any_scenario_as_the_slow_twin_does() =>
        ScenarioComparison.Check(ProductScenario.RunChecked, Cases, Longest);

    [Fact]
    public void A_replayed_journal_gives_the_same_effects_and_digests() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, Cases / 3, Longest, plan =>
            ProductScenario.AssertReplays(plan.Lines));
}
