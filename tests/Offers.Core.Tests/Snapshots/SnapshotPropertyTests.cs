using Offers.Core.Tests.Twin.Scenario;
using Xunit.Abstractions;

namespace Offers.Core.Tests.Snapshots;

/// <summary>
/// A restored allocator does the same for ever after, whatever came before and comes then.
/// </summary>
public sealed class SnapshotPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 120;
    private const int Longest = 120;
    private const int LongCases = 2;
    private const int LongestOfAll = 1_500;

    [Fact]
    public void A_restored_allocator_goes_on_as_the_original_in_any_scenario() =>
        Check(Cases, Longest);

    [Fact]
    public void It_does_so_over_thousands_of_steps() => Check(LongCases, LongestOfAll);

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
