using System.Globalization;
using Offers.Core.Tests.Twin;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// After any history, a restored cluster goes on as the original, replaying the journal leads to
/// the same state, and so does a snapshot with the rest of the journal.
/// </summary>
public sealed class SnapshotHistoryTests(ITestOutputHelper output)
{
    private const int Histories = 60;
    private const int Length = 150;

    [Fact]
    public void Whoever_is_restored_goes_on_as_the_original()
    {
        int first = SeedOf("OFFERS_SNAPSHOT_SEED", (int)PropertyRunner.Seed * 1000);
        SortedDictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < Histories * PropertyRunner.Factor; i++)
        {
            Run(first + i, seen);
        }

        foreach ((string what, int times) in seen)
        {
            output.WriteLine($"{times} {what}");
        }

        string[] expected =
        [
            "Preempt Ok", "AcceptOffers Ok", "offer_received", "inverse_offer_received", "kill",
            "drain", "task_updated", "operation_updated", "apply_operation", "launch",
            "launch_group", "agent_failed", "offer_rescinded", "offer_conflicted",
            "RestartMaster Ok", "StartMaintenance Ok", "WithdrawPreemption Ok",
        ];
        Assert.Empty(expected.Except(seen.Keys));
    }

    private static void Run(int seed, SortedDictionary<string, int> seen)
    {
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        SnapshotHistory history = new(random, schema);
        SnapshotTwins twins = new(random, history.Options(), schema);
        int step = 0;
        ClusterCommand? command = null;
        try
        {
            for (; step < Length; step++)
            {
                command = history.Next(twins.Original.TakeSnapshot());
                twins.Do(command);
            }

            twins.CompareReplays();
        }
        catch (Exception e)
        {
            throw new XunitException($"OFFERS_SNAPSHOT_SEED={seed}, step {step}, {command}", e);
        }

        foreach ((string what, int times) in twins.Seen)
        {
            seen[what] = seen.GetValueOrDefault(what) + times;
        }
    }

    private static int SeedOf(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
