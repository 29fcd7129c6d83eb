namespace Offers.Core.Tests.Resources;

public sealed class ResourceSetFuzzTests
{
    private const int Inputs = 300_000;
    private const string TextAlphabet =
        "0123456789.:;-+ \tabcpm(|/),[]{}<>@%=*\0\u0661\uD800\uFFFFDYNAMIC";
    private const string JsonAlphabet = "0123456789.:-+e \tab\"\\u{}[],null\0\u0661\uD800\uFFFF";

    private static readonly string[] Texts =
    [
        "cpus:4;mem:1024.5", " cpus : 3.14 ; disk : 10 ", "cpus(a):2;cpus(*):1;cpus{REV}:2",
        "ports:[31000-32000,1-5];zones:{a,b,a}", "cpus(a|a/b,DYNAMIC,p|a/b/c,DYNAMIC,{k=v,l}):1",
        "disk(a)[PATH(i,f):/r,v1(q):data]{REV}<SHARED>@rp:5.25<3>", "disk[MOUNT:/m]:5;disk[RAW]:5",
        "disk[%52AW:x]:1", "cpus:1125899906842.624", "", ";;", "gpus:2;ports(a/b,STATIC,p):[7-7]",
    ];

    [Fact]
    public void Mutated_text_is_read_or_refused() => Fuzz(
        Texts, TextAlphabet, ResourceSet.Parse);

    [Fact]
    public void Mutated_JSON_is_read_or_refused()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        string[] jsons = [.. Texts.Select(text => ResourceSet.Parse(schema, text).ToJson())];
        Fuzz(jsons, JsonAlphabet, ResourceSet.ParseJson);
    }

    private static void Fuzz(
        string[] seeds, string alphabet, Func<ResourceSchema, string, ResourceSet> parse)
    {
        // A seed of the day, printed when it finds something, so that the finding can be repeated.
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OFFERS_SEED"), out int given)
            ? given
            : Environment.TickCount;
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        int read = 0;
        int inputs = Inputs * PropertyRunner.Factor;
        for (int i = 0; i < inputs; i++)
        {
            string text = Mutate(seeds[random.Next(seeds.Length)], alphabet, random);
            (bool isRead, string? finding) = Try(text, schema, parse);
            Assert.True(finding is null, $"seed {seed}, input {i}, text '{text}': {finding}");
            read += isRead ? 1 : 0;
            schema = schema.Count > 64 ? ResourceSchema.CreateStandard() : schema;
        }

        Assert.InRange(read, inputs / 50, inputs - (inputs / 50));
    }

    private static (bool IsRead, string? Finding) Try(
        string text, ResourceSchema schema, Func<ResourceSchema, string, ResourceSet> parse)
    {
        int kinds = schema.Count;
        try
        {
            ResourceSet read = parse(schema, text);
            bool back = read.Equals(ResourceSet.Parse(schema, read.ToString()))
                && read.Equals(ResourceSet.ParseJson(schema, read.ToJson()));
            return (true, back ? null : $"'{read}' is another");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return (false, schema.Count == kinds ? null : "a refused text added a kind");
        }
        catch (Exception e)
        {
            return (false, e.ToString());
        }
    }

    private static string Mutate(string text, string alphabet, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            char c = alphabet[random.Next(alphabet.Length)];
            text = random.Next(4) switch
            {
                0 => text.Insert(at, c.ToString()),
                1 when at < text.Length => text.Remove(at, 1),
                2 when at < text.Length => text[..at] + c + text[(at + 1)..],
                _ => text.Insert(at, Part(text, random)),
            };
        }

        return text;
    }

    private static string Part(string text, Random random)
    {
        int start = random.Next(text.Length + 1);
        return text.Substring(start, random.Next(Math.Min(16, text.Length - start) + 1));
    }
}
