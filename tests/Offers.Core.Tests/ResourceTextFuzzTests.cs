namespace Offers.Core.Tests;

public sealed class ResourceTextFuzzTests
{
    private const int Inputs = 1_000_000;
    private const string Alphabet = "0123456789.:;-+ \tecpusmgnaif_,\0\u0661\uFFFF{}[]";

    private static readonly string[] Seeds =
    [
        "cpus:4;mem:1024.5", " cpus : 3.14 ; disk : 10 ", "cpus:0", "", ";;", "cpus:nan",
        "ports:[31000-32000]", "cpus:1125899906842.623", "a:0.0005;b:.5;a:1",
    ];

    [Fact]
    public void Mutated_text_is_read_or_refused_with_one_of_three_exceptions()
    {
        // A seed of the day, printed when it finds something, so that the finding can be repeated.
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OFFERS_SEED"), out int given)
            ? given
            : Environment.TickCount;
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        for (int i = 0; i < Inputs; i++)
        {
            string text = Mutate(Seeds[random.Next(Seeds.Length)], random);
            string? finding = Try(text, schema);
            Assert.True(finding is null, $"seed {seed}, input {i}, text '{text}': {finding}");
            schema = schema.Count > 64 ? ResourceSchema.CreateStandard() : schema;
        }
    }

    private static string? Try(string text, ResourceSchema schema)
    {
        try
        {
            ResourceVector read = ResourceText.Parse(text, schema);
            string written = ResourceText.Format(read, schema);
            return ResourceText.Parse(written, schema) == read ? null : $"'{written}' is another";
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
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
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            char c = Alphabet[random.Next(Alphabet.Length)];
            text = random.Next(3) switch
            {
                0 => text.Insert(at, c.ToString()),
                1 when at < text.Length => text.Remove(at, 1),
                2 when at < text.Length => text[..at] + c + text[(at + 1)..],
                _ => text + text[..Math.Min(at, 8)],
            };
        }

        return text;
    }
}
