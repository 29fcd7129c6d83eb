using Xunit.Abstractions;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// Damaged snapshots of clusters are refused, never half read, and what can be read and restored
/// works.
/// </summary>
public sealed class SnapshotFuzzTests(ITestOutputHelper output)
{
    private const int Histories = 10;
    private const int Length = 80;
    private const int Mutations = 300;

    private static readonly string[] Words =
    [
        "0", "-1", "1", "3", "1e99", "0.00000001", "2147483648", "922337203685.4775807", "\"\"",
        "\"a\"", "\"f1\"", "\"a1\"", "\"t1\"", "\"1-1\"", "\"cpus:1\"", "\"x:1\"",
        "\"cpus:1125899906842.623\"", "null", "[]", "{}", "true", "\"RUNNING\"", "\"\\ud800\"",
    ];

    [Fact]
    public void Whatever_the_lines_only_the_expected_errors_come()
    {
        int seed = Journal.RandomSeed.Next();
        int read = 0;
        int restored = 0;
        for (int i = 0; i < Histories; i++)
        {
            Random random = new(seed + i);
            ResourceSchema schema = ResourceSchema.CreateStandard();
            SnapshotHistory history = new(random, schema);
            ClusterOptions options = history.Options();
            Cluster cluster = new(schema, options);
            for (int step = 0; step < Length; step++)
            {
                cluster.Apply(
                    history.Next(cluster.TakeSnapshot()), Timestamp.FromSeconds(step * 0.3));
            }

            List<string> lines = SnapshotTwins.TextOf(cluster.TakeSnapshot());
            for (int m = 0; m < Mutations; m++)
            {
                string[] mutated = Mutated(lines, random);
                try
                {
                    Try(mutated, options, ref read, ref restored);
                }
                catch (Exception e)
                {
                    Assert.Fail($"seed {seed}, history {i}: {e}\n{string.Join('\n', mutated)}");
                }
            }
        }

        output.WriteLine($"{read} read, {restored} restored, seed {seed}");
        Assert.True(read > 0 && restored > 0);
    }

    private static void Try(
        string[] lines, ClusterOptions options, ref int read, ref int restored)
    {
        ResourceSchema schema = new();
        ClusterSnapshot snapshot;
        try
        {
            snapshot = new ClusterSnapshotReader(schema).Read(lines);
            read++;
        }
        catch (FormatException)
        {
            Assert.Equal(0, schema.Count);
            return;
        }

        Assert.Equal(
            snapshot,
            new ClusterSnapshotReader(schema).Read(SnapshotTwins.TextOf(snapshot)));
        Cluster cluster;
        try
        {
            cluster = Cluster.Restore(schema, options, snapshot);
            restored++;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return;
        }

        cluster.ComputeDigest();
        cluster.Apply(new AdvanceTime(), snapshot.Time + TimeSpan.FromMinutes(20));
        cluster.TakeSnapshot();
    }

    private static string[] Mutated(List<string> lines, Random random)
    {
        List<string> mutated = [.. lines];
        int at = random.Next(mutated.Count);
        switch (random.Next(6))
        {
            case 0:
                mutated.RemoveAt(at);
                break;
            case 1:
                mutated.Insert(random.Next(mutated.Count), mutated[at]);
                break;
            case 2:
                int other = random.Next(mutated.Count);
                (mutated[at], mutated[other]) = (mutated[other], mutated[at]);
                break;
            case 3:
                int place = random.Next(mutated[at].Length);
                mutated[at] = mutated[at][..place] + "0129-.,:;{}[]\"etx"[random.Next(16)]
                    + mutated[at][(place + 1)..];
                break;
            default:
                mutated[at] = WithValue(mutated[at], random);
                break;
        }

        return [.. mutated];
    }

    /// <summary>Another value in the place of one.</summary>
    private static string WithValue(string line, Random random)
    {
        int[] colons = [.. Enumerable.Range(0, line.Length).Where(i => line[i] == ':')];
        int start = colons[random.Next(colons.Length)] + 1;
        int end = start;
        while (end < line.Length && line[end] is not (',' or '}'))
        {
            end++;
        }

        return line[..start] + Words[random.Next(Words.Length)] + line[end..];
    }
}
