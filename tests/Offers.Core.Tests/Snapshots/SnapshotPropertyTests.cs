using Offers.Core.Tests.Twin.Scenario;
using Xunit.Abstractions;

namespace Offers.Core.Tests.Snapshots;

/// <summary>
/// A restored allocator does the same for ever after, whatever came before and comes then.
/// </summary>
public sealed class SnapshotPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 80;
    private const int Longest = 120;
    private const int LongCases = 1;
    private const int LongestOfAll = 1_500;

    [Fact]
    public void A_restored_allocator_goes_on_as_the_original_in_any_scenario() =>
        Check(Cases, Longest);

    [Fact]
    public void It_does_so_over_thousands_of_steps() => Check(LongCases, LongestOfAll);

    [Fact]
    public void A_history_with_restorations_decides_as_the_slow_twin_and_as_one_without()
    {
        TwinTally tally = new();
        PropertyRunner.ForAll(Histories.OfEverything, cases: 300, endSize: 200, history =>
        {
            int every = 1 + (history.Commands.Count % 7);
            Outcome with = TwinDriver.Play(history, tally, restoresEvery: every);
            Outcome without = TwinDriver.Play(history, tally);
            Assert.Equal(without.Decisions, with.Decisions);
            Assert.Equal(without.State, with.State);
        });
        output.WriteLine($"seed {PropertyRunner.Seed}: {tally}");
    }

    [Fact]
    public void Filters_survive_restorations_from_ticks_to_years()
    {
        TwinTally tally = new();
        PropertyRunner.ForAll(Histories.OfRefusals, cases: 150, endSize: 300, history =>
            TwinDriver.Play(history, tally, restoresEvery: 1 + (history.Commands.Count % 5)));
        output.WriteLine($"seed {PropertyRunner.Seed}: {tally}");
    }

    private void Check(int cases, int longest)
    {
        int snapshots = 0;
        PropertyRunner.ForAll(ScenarioGenerator.Plans, cases, longest, plan =>
        {
            Twins twins = new(new Random((int)StableHash.Of(plan.ToString())));
            ScenarioRunner runner = new(twins, new ScenarioSettings(), static _ => { });
            foreach (string line in plan.Lines)
            {
                runner.Feed(line);
            }

            runner.End();
            snapshots += twins.Snapshots;
        });
        output.WriteLine($"{snapshots} snapshots restored, seed {PropertyRunner.Seed}");
    }
}
