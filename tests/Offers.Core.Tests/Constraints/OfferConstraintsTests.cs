using System.Text.Json;

namespace Offers.Core.Tests.Constraints;

public sealed class OfferConstraintsTests
{
    private const string Full =
        """
        {"role_constraints":{"a":{"groups":[{"attribute_constraints":[
        {"selector":{"attribute_name":"rack"},"predicate":{"exists":{}}},
        {"selector":{"attribute_name":"rack"},"predicate":{"not_exists":{}}},
        {"selector":{"pseudoattribute_type":"HOSTNAME"},"predicate":{"text_equals":{"value":"x"}}},
        {"selector":{"pseudoattribute_type":"REGION"},"predicate":{"text_not_equals":{"value":""}}}]},
        {"attribute_constraints":[
        {"selector":{"pseudoattribute_type":"ZONE"},"predicate":{"text_matches":{"regex":"a+"}}},
        {"selector":{"attribute_name":"n"},"predicate":{"text_not_matches":{"regex":"b"}}}]}]},
        "b/c":{"groups":[{"attribute_constraints":[
        {"selector":{"attribute_name":"rack"},"predicate":{"exists":{}}}]}]}}}
        """;

    [Fact]
    public void Every_selector_and_predicate_is_read_and_written()
    {
        OfferConstraints read = FromJson(Full);
        Assert.Equal(["a", "b/c"], read.Roles);
        Assert.Equal(
            ["'rack' exists", "'rack' not exists", "hostname text equals 'x'",
                "region text not equals ''"],
            read.GroupsOf("a")[0].Select(constraint => constraint.ToString()));
        Assert.Equal(
            ["zone text matches 'a+'", "'n' text not matches 'b'"],
            read.GroupsOf("a")[1].Select(constraint => constraint.ToString()));
        Assert.Empty(read.GroupsOf("c"));
        using JsonDocument expected = JsonDocument.Parse(Full);
        using JsonDocument written = JsonDocument.Parse(read.ToString());
        Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement));
        Assert.Equal(read, FromJson(read.ToString()));
        Assert.Equal(read.GetHashCode(), FromJson(Full).GetHashCode());
        Assert.NotEqual(read, OfferConstraints.None);
        Assert.NotEqual(read, FromJson(Full.Replace("a+", "a", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"role_constraints":{}}""")]
    public void No_role_is_no_constraint(string json) =>
        Assert.Equal(OfferConstraints.None, FromJson(json));

    [Theory]
    [InlineData("[]", "offer_constraints: found an array")]
    [InlineData("""{"roles":{}}""", "offer_constraints: found 'roles'")]
    [InlineData("""{"role_constraints":{},"x":1}""", "found 'role_constraints' and 'x'")]
    [InlineData("""{"role_constraints":{"a":{}}}""", "role_constraints.a: found an empty object")]
    [InlineData("""{"role_constraints":{"a":{"groups":[]}}}""", "a.groups: found an empty array")]
    [InlineData("""{"role_constraints":{"a":{"groups":[{"attribute_constraints":[]}]}}}""",
        "a.groups[0].attribute_constraints: found an empty array")]
    public void Another_shape_is_refused_with_its_place(string json, string expected)
    {
        FormatException refused = Assert.Throws<FormatException>(() => FromJson(json));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"selector":{"attribute_name":"a"}}""", "[0]: found no 'predicate'")]
    [InlineData("""{"predicate":{"exists":{}}}""", "[0]: found no 'selector'")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{"exists":{}},"x":1}""",
        "[0]: found 'x'")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{"exists":{"x":1}}}""",
        "predicate.exists: found 'x', expected an empty object")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{"equals":{}}}""",
        "predicate: found 'equals', expected one of exists")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{}}""",
        "predicate: found an empty object")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{"text_equals":{"regex":"x"}}}""",
        "predicate.text_equals: found 'regex'")]
    [InlineData("""{"selector":{"attribute_name":"a"},"predicate":{"text_equals":{"value":1}}}""",
        "predicate.text_equals.value: found the number 1, expected a text")]
    [InlineData("""{"selector":{"attribute_name":""},"predicate":{"exists":{}}}""",
        "selector: found an empty name")]
    [InlineData("""{"selector":{"pseudoattribute_type":"HOST"},"predicate":{"exists":{}}}""",
        "selector: found 'pseudoattribute_type' of 'HOST'")]
    [InlineData("null", "[0]: found null")]
    public void Another_constraint_is_refused_with_its_place(string constraint, string expected)
    {
        string json = "{\"role_constraints\":{\"a\":{\"groups\":[{\"attribute_constraints\":["
            + constraint + "]}]}}}";
        FormatException refused = Assert.Throws<FormatException>(() => FromJson(json));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_stands_once()
    {
        const string role = "\"a\":{\"groups\":[{\"attribute_constraints\":[{\"selector\":"
            + "{\"attribute_name\":\"r\"},\"predicate\":{\"exists\":{}}}]}]}";
        FormatException refused = Assert.Throws<FormatException>(
            () => FromJson("{\"role_constraints\":{" + role + "," + role + "}}"));
        Assert.Contains("found 'a' a second time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_lists_are_refused_in_code_as_in_text()
    {
        Assert.Throws<ArgumentException>(() => Of("a"));
        Assert.Throws<ArgumentException>(() => Of("a", []));
    }

    internal static OfferConstraints Of(
        string role, params IReadOnlyList<AttributeConstraint>[] groups) =>
        new(new Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>>
        {
            [role] = groups,
        });

    private static OfferConstraints FromJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return OfferConstraints.FromJson(document.RootElement);
    }
}
