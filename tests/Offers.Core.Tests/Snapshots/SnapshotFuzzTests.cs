using FsCheck.Fluent;
using Offers.Core.Tests.Twin.Scenario;
using Xunit.Abstractions;

namespace Offers.Core.Tests.Snapshots;

/// <summary>
/// Damaged snapshots are refused, never half read, and what can be read and restored works.
/// </summary>
public sealed class SnapshotFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 100;
    private const int MutationsPerCase = 20;
    private const int Longest = 60;

    private static readonly string[] Words =
    [
        "0", "-1", "1e99", "0.00000001", "4294967296", "922337203685.4775807", "\"\"", "\"a\"",
        "\"f1\"", "\"cpus:1\"", "\"cpus:1125899906842.623\"", "\"x:1\"", "null", "[]", "{}",
        "true", "[[0,1]]", "\"\\ud800\"",
    ];

    [Fact]
    public void Whatever_the_lines_only_the_expected_errors_come()
    {
        int read = 0;
        int restored = 0;
        PropertyRunner.ForAll(ScenarioGenerator.Plans, Cases, Longest, plan =>
        {
            Random random = new((int)StableHash.Of(plan.ToString()));
            Twins twins = new(random);
            ScenarioRunner runner = new(twins, new ScenarioSettings(), static _ => { });
            foreach (string line in plan.Lines)
            {
                runner.Feed(line);
            }

            runner.End();
            List<string> lines = twins.Lines();
            for (int i = 0; i < MutationsPerCase && lines.Count > 0; i++)
            {
                AllocatorSnapshot? snapshot = Read(Mutated(lines, random));
                read += snapshot is null ? 0 : 1;
                restored += snapshot is not null && Restores(snapshot, twins.Options) ? 1 : 0;
            }
        });
        output.WriteLine($"{read} read, {restored} restored, seed {PropertyRunner.Seed}");
    }

    [Fact]
    public void Whatever_is_cut_off_is_refused()
    {
        List<string> lines = SnapshotText.Of(Small().TakeSnapshot());
        for (int count = 0; count < lines.Count; count++)
        {
            Assert.Throws<FormatException>(() => new SnapshotReader().Read(lines.Take(count)));
            for (int length = 0; length < lines[count].Length; length++)
            {
                string[] torn = [.. lines.Take(count), lines[count][..length]];
                Assert.Throws<FormatException>(() => new SnapshotReader().Read(torn));
            }
        }
    }

    [Fact]
    public void Each_line_is_needed_and_may_stand_once()
    {
        List<string> lines = SnapshotText.Of(Small().TakeSnapshot());
        for (int i = 0; i < lines.Count; i++)
        {
            int at = i;
            Assert.Throws<FormatException>(() =>
                new SnapshotReader().Read(lines.Where((_, j) => j != at)));
            Assert.Throws<FormatException>(() => new SnapshotReader().Read(
                lines.SelectMany((l, j) => j == at ? new[] { l, l } : [l])));
        }
    }

    private static Allocator Small()
    {
        Cell cell = new();
        cell.AddAgent("a1", "cpus:4;mem:100");
        cell.AddFramework("f1", "r");
        cell.Allocator.RunBatch(Timestamp.Zero);
        cell.Allocator.Outbox.Clear();
        return cell.Allocator;
    }

    private static AllocatorSnapshot? Read(IEnumerable<string> lines)
    {
        try
        {
            return new SnapshotReader().Read(lines);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool Restores(AllocatorSnapshot snapshot, AllocatorOptions options)
    {
        ResourceSchema schema = new();
        try
        {
            Allocator allocator = Allocator.Restore(schema, options, snapshot);
            Invariants.Check(allocator);
            allocator.RunBatch(allocator.Now);
            allocator.Outbox.Clear();
            allocator.TakeSnapshot();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            Assert.Equal(0, schema.Count);
            return false;
        }
    }

    private static List<string> Mutated(List<string> lines, Random random)
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
                mutated[at] = WithCharacter(mutated[at], random);
                break;
            default:
                mutated[at] = WithValue(mutated[at], random);
                break;
        }

        return mutated;
    }

    private static string WithCharacter(string line, Random random)
    {
        int at = random.Next(line.Length);
        return random.Next(3) == 0
            ? line.Remove(at, 1)
            : line[..at] + "0129-.,:;{}[]\"etx"[random.Next(16)] + line[(at + 1)..];
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
