namespace Offers.Core.Tests.Journal;

/// <summary>Whatever the text, a line is read or refused with the one documented exception.</summary>
public sealed class ClusterFuzzTests
{
    private const int Lines = 200_000;
    private const string Alphabet = "0123456789.:;-+eE \t\"\\{}[],u d8aAcpus*/<>()#\0\ud800\u00fc";

    [Fact]
    public void Mutated_lines_are_read_or_refused()
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        string[] pool = Pool(random);
        int read = 0;
        for (int i = 0; i < Lines; i++)
        {
            string line = Mutate(pool[random.Next(pool.Length)], random);
            string? finding = Try(line, ref read);
            Assert.True(finding is null, $"seed {seed}, line {i}, text '{line}': {finding}");
        }

        Assert.InRange(read, Lines / 20, Lines - (Lines / 20));
    }

    /// <summary>A few lines of each kind of command, event and instruction.</summary>
    private static string[] Pool(Random random)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        AnyValue any = new(random, schema);
        ClusterCommandWriter commands = new(schema);
        SchedulerEventWriter events = new(schema);
        AgentInstructionWriter instructions = new(schema);
        List<string> lines = [];
        for (int i = 0; i < 5; i++)
        {
            lines.AddRange(AnyValue.KindsOf(typeof(ClusterCommand))
                .Select(kind => commands.Write((ClusterCommand)any.Of(kind))));
            lines.AddRange(AnyValue.KindsOf(typeof(SchedulerEvent))
                .Select(kind => events.Write((SchedulerEvent)any.Of(kind))));
            lines.AddRange(AnyValue.KindsOf(typeof(AgentInstruction))
                .Select(kind => instructions.Write((AgentInstruction)any.Of(kind))));
        }

        return [.. lines];
    }

    private static string? Try(string line, ref int read)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        int kinds = schema.Count;
        try
        {
            bool isSame = line.Contains("\"event\"", StringComparison.Ordinal)
                ? IsSame(line, new SchedulerEventReader(schema).Read,
                    new SchedulerEventWriter(schema).Write)
                : line.Contains("\"instruction\"", StringComparison.Ordinal)
                    ? IsSame(line, new AgentInstructionReader(schema).Read,
                        new AgentInstructionWriter(schema).Write)
                    : IsSame(line, new ClusterCommandReader(schema).Read,
                        new ClusterCommandWriter(schema).Write);
            read++;
            return isSame ? null : "it is written as something else";
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return schema.Count == kinds ? null : "the refused line left a kind behind";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static bool IsSame<T>(string line, Func<string, T> read, Func<T, string> write)
    {
        T value = read(line);
        return value!.Equals(read(write(value)));
    }

    private static string Mutate(string text, Random random)
    {
        for (int changes = random.Next(0, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            char c = Alphabet[random.Next(Alphabet.Length)];
            text = random.Next(6) switch
            {
                0 => text.Insert(at, c.ToString()),
                1 when at < text.Length => text.Remove(at, 1),
                2 when at < text.Length => text[..at] + c + text[(at + 1)..],
                3 => text[..at],
                4 => text.Insert(at, text[(at / 2)..at]),
                _ => text.Insert(at, "\\u" + random.Next(0xD7F0, 0xE010).ToString("x4")),
            };
        }

        return text;
    }
}
