using Offers.Simulation;
using Offers.Simulation.Experiments;

namespace Offers.Simulator.Tests.Experiments;

/// <summary>
/// A damaged experiment reads or is refused with an <see cref="InputException"/>.
/// </summary>
public class ExperimentFuzzTests
{
    private const int Inputs = 20_000;
    private const int MostEdits = 5;
    private const string Marks = "[]{}:,-?*&!|>'\"#%@`~<=.\t\r\n\0\\ 0e9x\u00e9\u2028\ufeff\ud800";

    private static readonly string[] Pieces =
    [
        "&a ", "*a", "!!str ", "---\n", "...\n", "%YAML 1.2\n", "<<: ", "null", ".nan", "1e999",
        "\n  - ", "? ", ": ", "{}", "[]", "\"\\uD800\"", "'", "|2-\n", "trace: t\n", "true",
        "\"\\U00110000\"", "!<", "%TAG ! x\n", "\"\\x", "99999999999999999999",
    ];

    [Fact]
    public void Damaged_experiments_read_or_are_refused()
    {
        string[] valid =
        [
            ExperimentText.WithTrace,
            ExperimentText.WithGenerator,
            File.ReadAllText(RepositoryRoot.File("experiments", "demo.yaml")),
        ];
        for (int seed = 0; seed < Inputs; seed++)
        {
            var random = new Random(seed);
            Read(seed, Damage(valid[seed % valid.Length], random), []);
        }
    }

    [Fact]
    public void Damaged_changes_apply_or_are_refused()
    {
        const string Text = ExperimentText.Least + "cell: {shapes: [{}]}\n";
        for (int seed = 0; seed < Inputs; seed++)
        {
            string change = Damage("cell.shapes[0]={count: 2, resources: 'cpus:8'}", new(seed));
            Read(seed, Text, [change]);
        }
    }

    private static void Read(int seed, string text, string[] overrides)
    {
        try
        {
            ExperimentReader.ReadText("f.yaml", text, overrides);
        }
        catch (InputException e)
        {
            Assert.False(e.Message.Any(char.IsControl), $"seed {seed}: {e.Message}");
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}: {string.Join(' ', overrides)}\n{text}\n{e}");
        }
    }

    private static string Damage(string valid, Random random)
    {
        var text = new List<char>(valid);
        for (int edits = random.Next(1, MostEdits + 1); edits > 0 && text.Count > 0; edits--)
        {
            int at = random.Next(text.Count);
            int length = Math.Min(random.Next(1, 40), text.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = Marks[random.Next(Marks.Length)];
                    break;
                case 1:
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 2:
                    text.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    text.RemoveRange(at, length);
                    break;
                default:
                    text.InsertRange(
                        random.Next(text.Count), text.GetRange(at, length));
                    break;
            }
        }

        return string.Concat(text);
    }
}
