using System.Text.Json;

namespace Offers.Core.Tests.Constraints;

/// <summary>
/// Whatever is typed is read or refused with the one documented exception; what is read survives
/// being written.
/// </summary>
public sealed class ConstraintFuzzTests
{
    private const string Signs = "abr019.-+eE:;,[]{}\"\\ud8\n \t\0é_/truefalsnif";

    private static readonly string[] Texts =
    [
        "rack:r1;n:3", "a:[1-17,20-30];b:-0.25", "x:1e3\ny:+.5;z:nan;w:inf", "a:b:c; d : e f ",
    ];

    private static readonly string[] Json =
    [
        """{"rack":"r1","n":3.25,"p":"[1-17]","q":"a:b"}""", "\"rack:r1;n:3\"",
        """{"a":"\u00e9\ud83d\ude00","b":-1e2}""",
    ];

    private static readonly string[] Constraints =
    [
        """{"role_constraints":{"a":{"groups":[{"attribute_constraints":[{"selector":""" +
        """{"attribute_name":"rack"},"predicate":{"text_matches":{"regex":"a+"}}}]}]}}}""",
        """{"role_constraints":{"b/c":{"groups":[{"attribute_constraints":[{"selector":""" +
        """{"pseudoattribute_type":"ZONE"},"predicate":{"not_exists":{}}}]}]}}}""",
    ];

    [Fact]
    public void Attribute_texts_are_read_or_refused() => Fuzz(Texts, text =>
    {
        AgentAttributes read = AgentAttributes.Parse(text);
        Assert.Equal(read, AgentAttributes.Parse(read.ToString()));
    });

    [Fact]
    public void Attribute_objects_are_read_or_refused() => Fuzz(Json, text =>
    {
        AgentAttributes read = AgentAttributesTests.FromJson(text);
        Assert.Equal(
            read, AgentAttributesTests.FromJson(AgentAttributesTests.ToJson(read)));
    });

    [Fact]
    public void Constraints_are_read_or_refused() => Fuzz(Constraints, text =>
    {
        using JsonDocument json = JsonDocument.Parse(text);
        OfferConstraints read = OfferConstraints.FromJson(json.RootElement);
        using JsonDocument again = JsonDocument.Parse(read.ToString());
        Assert.Equal(read, OfferConstraints.FromJson(again.RootElement));
    });

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":"a"}""")]
    [InlineData("\"a:\\ud800\"")]
    public void Half_a_character_is_no_text(string json)
    {
        FormatException refused = Assert.Throws<FormatException>(
            () => AgentAttributesTests.FromJson(json));
        Assert.Equal("attributes: found half a surrogate pair, expected text", refused.Message);
        using JsonDocument constraints = JsonDocument.Parse(json);
        Assert.Throws<FormatException>(() => OfferConstraints.FromJson(constraints.RootElement));
    }

    private static void Fuzz(string[] seeds, Action<string> body)
    {
        Random random = new((int)PropertyRunner.Seed);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 10_000 * PropertyRunner.Factor; i++)
        {
            string text = Mutated(seeds[i % seeds.Length], random);
            try
            {
                body(text);
                read++;
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"'{text}' (OFFERS_PROPERTY_SEED={PropertyRunner.Seed}): {e.Message}", e);
            }
        }

        Assert.InRange(read, 200, int.MaxValue);
        Assert.InRange(refused, 500, int.MaxValue);
    }

    private static string Mutated(string text, Random random)
    {
        for (int change = random.Next(4); change >= 0; change--)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(3));
            string put = random.Next(3) == 0 ? "" : $"{Signs[random.Next(Signs.Length)]}";
            text = random.Next(4) == 0
                ? text.Insert(at, text[at..Math.Min(text.Length, at + random.Next(20))])
                : text[..at] + put + text[end..];
        }

        return text;
    }
}
