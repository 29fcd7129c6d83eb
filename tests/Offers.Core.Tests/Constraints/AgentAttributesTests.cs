using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Offers.Core.Tests.Constraints;

public sealed class AgentAttributesTests
{
    [Fact]
    public void The_look_of_a_value_decides_its_sort()
    {
        AgentAttributes read = AgentAttributes.Parse(
            " rack : r1 ;n:3;load:-0.25;big:1e3;slots:[20-30, 1-17,18-18];host:a:b;");
        Assert.Equal(AttributeValue.OfText("r1"), Value(read, "rack"));
        Assert.Equal(AttributeValue.OfScalar(3_000), Value(read, "n"));
        Assert.Equal(AttributeValue.OfScalar(-250), Value(read, "load"));
        Assert.Equal(AttributeValue.OfScalar(1_000_000), Value(read, "big"));
        Assert.Equal(
            AttributeValue.OfRanges([new(1, 18), new(20, 30)]), Value(read, "slots"));
        Assert.Equal(AttributeValue.OfText("a:b"), Value(read, "host"));
        Assert.Equal(6, read.Count);
        Assert.Equal(
            "rack:r1;n:3;load:-0.25;big:1000;slots:[1-18,20-30];host:a:b", read.ToString());
    }

    [Fact]
    public void The_first_of_a_name_counts()
    {
        AgentAttributes read = AgentAttributes.Parse("rack:r1;rack:r2\nrack:3");
        Assert.Equal("r1", Value(read, "rack").Text);
        Assert.Equal(["r1", "r2", "3"], read.Select(item => item.Value.ToString()));
        Assert.False(read.TryFind("Rack", out _));
    }

    [Fact]
    public void No_text_is_no_attribute()
    {
        Assert.Same(AgentAttributes.Empty, AgentAttributes.Parse(" ; \n;"));
        Assert.Same(AgentAttributes.Empty, FromJson("{}"));
        Assert.Equal("", AgentAttributes.Empty.ToString());
        Assert.Equal("{}", ToJson(AgentAttributes.Empty));
    }

    [Theory]
    [InlineData("rack", "character 1: found 'rack', expected NAME:VALUE")]
    [InlineData("a:1; :2", "character 5: found name ''")]
    [InlineData("a:", "found '', expected a text")]
    [InlineData("a:{x,y}", "found '{x,y}'")]
    [InlineData("a:[1-17", "found '[1-17', expected [LOW-HIGH,...]")]
    [InlineData("a:[17-1]", "found '[17-1]'")]
    [InlineData("a:[]", "found '[]'")]
    [InlineData("a:[1-2,]", "found '[1-2,]'")]
    [InlineData("a:[-1-2]", "found '[-1-2]'")]
    [InlineData("a:[0-99999999999999999999]", "found '[0-99999999999999999999]'")]
    [InlineData("a:NaN", "found 'NaN', expected a finite number")]
    [InlineData("a:-inf", "found '-inf', expected a finite number")]
    [InlineData("a:1e99", "found '1e99', expected a number within 1125899906842")]
    public void Malformed_text_says_what_was_found(string text, string expected)
    {
        FormatException refused = Assert.Throws<FormatException>(() => AgentAttributes.Parse(text));
        Assert.StartsWith("attributes, character", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_a_text_of_digits_from_a_number()
    {
        AgentAttributes read = FromJson("""{"a":"12","b":12,"c":"[1-17]","d":"x;y","e":0.1}""");
        Assert.Equal(AttributeValue.OfText("12"), Value(read, "a"));
        Assert.Equal(AttributeValue.OfScalar(12_000), Value(read, "b"));
        Assert.Equal(AttributeValue.OfRanges([new(1, 17)]), Value(read, "c"));
        Assert.Equal(AttributeValue.OfText("x;y"), Value(read, "d"));
        Assert.Equal(AttributeValue.OfScalar(100), Value(read, "e"));
        Assert.Equal(read, FromJson(ToJson(read)));
        Assert.Equal(AgentAttributes.Parse("rack:r1;n:3"), FromJson("\"rack:r1;n:3\""));
    }

    [Theory]
    [InlineData("[]", "attributes: found an array")]
    [InlineData("3", "attributes: found the number 3")]
    [InlineData("""{"a":true}""", "attributes.a: found true")]
    [InlineData("""{"a":""}""", "attributes.a: found ''")]
    [InlineData("""{"a:b":"x"}""", "found name 'a:b'")]
    [InlineData("""{"a":1e300}""", "attributes.a: found '1e300'")]
    public void Malformed_json_says_where(string json, string expected)
    {
        FormatException refused = Assert.Throws<FormatException>(() => FromJson(json));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_out_of_bounds_are_not_made()
    {
        Assert.Throws<ArgumentException>(() => AttributeValue.OfText(" r1"));
        Assert.Throws<ArgumentException>(() => AttributeValue.OfText(""));
        Assert.Throws<ArgumentException>(() => AttributeValue.OfRanges([]));
        Assert.Throws<ArgumentException>(() => AttributeValue.OfRanges([new(2, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => AttributeValue.OfScalar(ResourceVector.MaxAmount + 1));
        Assert.Throws<ArgumentException>(
            () => AgentAttributes.Of(new AgentAttribute("a:b", AttributeValue.OfScalar(1))));
    }

    [Fact]
    public void Order_is_part_of_equality()
    {
        AgentAttributes one = AgentAttributes.Parse("a:x;b:y");
        AgentAttributes same = AgentAttributes.Of(one[0], one[1]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, AgentAttributes.Parse("b:y;a:x"));
    }

    internal static AgentAttributes FromJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return AgentAttributes.FromJson(document.RootElement);
    }

    private static AttributeValue Value(AgentAttributes attributes, string name)
    {
        Assert.True(attributes.TryFind(name, out AttributeValue value));
        return value;
    }

    internal static string ToJson(AgentAttributes attributes)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes);
        attributes.WriteJson(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
