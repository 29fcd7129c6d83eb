namespace Offers.Core.Tests.Journal;

/// <summary>Whatever the text, a line is read or refused with the one documented exception.</summary>
public sealed class ScenarioFuzzTests
{
    private const int Lines = 400_000;
    private const string Alphabet = "0123456789.:;-+eE \t\"\\{}[],u d8aAcpus*/<>()#\0\ud800\u00fc";

    private static readonly string[] Seeds =
    [
        """{"op":"init","interval":0.5,"agent_order":"seed:12","mode":"default","options":{}}""",
        """
        {"op":"init","min_allocatable":["cpus:1"],"domain":{"region":"r","zone":"z"},"options":
        {"hoard_limit":0.5,"minimum_shape":"cpus:1;mem:2","offer_timeout":3,"starvation_guard":1}}
        """,
        """{"op":"add_framework","id":"f1","roles":["a","c/x"],"suppressed":["a"],"capabilities":[]}""",
        """
        {"op":"update_framework","id":"f1","roles":["b"],"min_allocatable":{"b":["ports:5"]},
        "capabilities":["GPU_RESOURCES"],"multi_role":false}
        """,
        """
        {"op":"add_framework","id":"f2","roles":["*"],"offer_constraints":{"role_constraints":{"*":
        {"groups":[{"attribute_constraints":[{"selector":{"attribute_name":"rack"},"predicate":
        {"text_matches":{"regex":"r.*"}}}]}]}}}}
        """,
        """
        {"op":"add_agent","id":"s1","resources":"cpus:4;mem:1.5;ports:[1-5,7-9];cpus(a):2;x{REV}:2"}
        """,
        """
        {"op":"add_agent","id":"s\ud83d\ude00","resources":[{"name":"disk","type":"SCALAR","scalar":
        {"value":5},"reservations":[{"type":"DYNAMIC","role":"a"}],"disk":{"persistence":{"id":"v"}}}]}
        """,
        """
        {"op":"add_agent","id":"s","resources":"cpus:1","attributes":{"rack":"r1","n":3},"domain":
        {"region":"r","zone":"z"},"used":{"f":{"role":"a","resources":"cpus:1"}},"capabilities":[]}
        """,
        """{"op":"update_agent","id":"s","attributes":"rack:r1;n:3;p:[1-2]","hostname":"h"}""",
        """{"op":"recover","framework":"f","agent":"s","resources":"*","refuse_seconds":-0.3e1}""",
        """{"op":"accept","framework":"f","agent":"s","role":"a","resources":"cpus:0.0005"}""",
        """{"op":"update_quota","role":"a","guarantees":{"cpus":1},"limits":"cpus:2;mem:0"}""",
        """{"op":"update_weights","weights":{"a":0.5,"b":2e0}}""",
        """{"op":"whitelist","hosts":["a",null]}""",
        """{"op":"convert","framework":"f","agent":"s","role":"a","conversions":[],"allocated":true}""",
        """
        {"op":"convert_free","agent":"s","conversions":[{"consumed":"disk:1","converted":"disk(a):1"}]}
        """,
        """{"op":"add_reservation","agent":"s","role":"a","resources":"cpus:1","principal":"p"}""",
        """{"op":"update_inverse_offer","framework":"f","agent":"s","status":"ACCEPT"}""",
        """{"op":"maintenance","agent":"s","start":60.5}""",
        """{"op":"recover_cluster","expected_agents":10}""",
        """{"op":"explain","framework":"f","agent":"s"}""",
        """{"op":"advance","seconds":0.25}""",
        """{"t":1.5,"op":"suppress","framework":"f","roles":["a"]}""",
        """{"t":1.5,"run":"skip","count":3}""",
        """{"journal":"offers","version":0,"slave_order":"id"}""",
        """{"time":0.30000000000000004,"command":"add_slave","slave":"s","resources":"cpus:1"}""",
    ];

    [Fact]
    public void Mutated_lines_are_read_or_refused()
    {
        // A seed of the day, printed when it finds something, so that the finding can be repeated.
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OFFERS_SEED"), out int given)
            ? given
            : Environment.TickCount;
        Random random = new(seed);
        int read = 0;
        for (int i = 0; i < Lines; i++)
        {
            string line = Mutate(Seeds[random.Next(Seeds.Length)].ReplaceLineEndings(" "), random);
            string? finding = Try(line, ref read);
            Assert.True(finding is null, $"seed {seed}, line {i}, text '{line}': {finding}");
        }

        Assert.InRange(read, Lines / 20, Lines - (Lines / 20));
    }

    [Fact]
    public void Mutated_scenarios_run_to_their_end()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OFFERS_SEED"), out int given)
            ? given
            : Environment.TickCount;
        Random random = new(seed);
        for (int i = 0; i < 2_000; i++)
        {
            FakeCell cell = new() { NextBatchThatMatters = Timestamp.Never };
            List<string> output = [];
            ScenarioRunner runner = new(cell, new ScenarioSettings(), output.Add);
            List<string> lines = [];
            for (int n = random.Next(1, 20); n > 0; n--)
            {
                string one = Seeds[random.Next(Seeds.Length)].ReplaceLineEndings(" ");
                lines.Add(random.Next(2) == 0 ? one : Mutate(one, random));
                runner.Feed(lines[^1]);
            }

            runner.End();
            Assert.True(
                output.Count(line => line.StartsWith("""{"event":"error""", StringComparison.Ordinal))
                    <= lines.Count,
                $"seed {seed}, scenario {i}: {string.Join('\n', lines)}");
        }
    }

    private static string? Try(string line, ref int read)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        try
        {
            ScenarioLine known = new ScenarioLineReader(schema, AllocatorMode.Mesos).Read(line);
            read++;
            if (known is ScenarioLine.ForCell command)
            {
                string written = new CommandWriter(schema).Write(command.Command);
                Offers.Command again = new CommandReader(schema).Read(written);
                return again == command.Command ? null : $"'{written}' is another command";
            }

            return null;
        }
        catch (FormatException)
        {
            return schema.Count == ResourceSchema.CreateStandard().Count ? TryJournal(line)
                : "the refused line left a kind behind";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static string? TryJournal(string line)
    {
        string header = line.Contains("journal", StringComparison.Ordinal) ? line
            : line.Contains("time", StringComparison.Ordinal)
                ? """{"journal":"offers","version":0}"""
                : """{"journal":"offers","version":1}""";
        try
        {
            using JournalReader reader =
                new([header, line, "{}"], ResourceSchema.CreateStandard());
            reader.Next();
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
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
