using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// What a constraint asks: a kind and, for the text kinds, the text or the pattern. Patterns are
/// checked when the constraints are compiled, not here.
/// </summary>
public sealed record ConstraintPredicate
{
    private const string Expected =
        "one of exists, not_exists, text_equals, text_not_equals, text_matches, text_not_matches";

    private ConstraintPredicate(ConstraintPredicateKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>It is there.</summary>
    public static ConstraintPredicate Exists { get; } = new(ConstraintPredicateKind.Exists, "");

    /// <summary>It is not there.</summary>
    public static ConstraintPredicate NotExists { get; } =
        new(ConstraintPredicateKind.NotExists, "");

    /// <summary>Which of the six it is.</summary>
    public ConstraintPredicateKind Kind { get; }

    /// <summary>The text or the pattern; empty for the kinds without one.</summary>
    public string Text { get; }

    /// <summary>It is this text (ordinal), or not text at all.</summary>
    public static ConstraintPredicate TextEquals(string text) =>
        Of(ConstraintPredicateKind.TextEquals, text);

    /// <summary>It is another text, absent, or not text at all.</summary>
    public static ConstraintPredicate TextNotEquals(string text) =>
        Of(ConstraintPredicateKind.TextNotEquals, text);

    /// <summary>The whole of it matches this pattern, or it is not text at all.</summary>
    public static ConstraintPredicate TextMatches(string pattern) =>
        Of(ConstraintPredicateKind.TextMatches, pattern);

    /// <summary>It does not match this pattern, is absent, or is not text at all.</summary>
    public static ConstraintPredicate TextNotMatches(string pattern) =>
        Of(ConstraintPredicateKind.TextNotMatches, pattern);

    /// <summary>In words: <c>exists</c>, <c>text equals 'r1'</c>.</summary>
    public override string ToString() => Kind switch
    {
        ConstraintPredicateKind.Exists => "exists",
        ConstraintPredicateKind.NotExists => "not exists",
        ConstraintPredicateKind.TextEquals => $"text equals '{Text}'",
        ConstraintPredicateKind.TextNotEquals => $"text not equals '{Text}'",
        ConstraintPredicateKind.TextMatches => $"text matches '{Text}'",
        _ => $"text not matches '{Text}'",
    };

    internal static ConstraintPredicate FromJson(JsonElement json, string where)
    {
        JsonProperty only = JsonShape.Only(json, where, Expected);
        string inner = $"{where}.{only.Name}";
        return only.Name switch
        {
            "exists" => WithoutText(only.Value, inner, Exists),
            "not_exists" => WithoutText(only.Value, inner, NotExists),
            "text_equals" => TextEquals(TextOf(only.Value, "value", inner)),
            "text_not_equals" => TextNotEquals(TextOf(only.Value, "value", inner)),
            "text_matches" => TextMatches(TextOf(only.Value, "regex", inner)),
            "text_not_matches" => TextNotMatches(TextOf(only.Value, "regex", inner)),
            _ => throw JsonShape.Bad(where, $"'{only.Name}'", Expected),
        };
    }

    internal void WriteJson(Utf8JsonWriter writer)
    {
        (string name, string? field) = Kind switch
        {
            ConstraintPredicateKind.Exists => ("exists", null),
            ConstraintPredicateKind.NotExists => ("not_exists", null),
            ConstraintPredicateKind.TextEquals => ("text_equals", "value"),
            ConstraintPredicateKind.TextNotEquals => ("text_not_equals", "value"),
            ConstraintPredicateKind.TextMatches => ("text_matches", "regex"),
            _ => ("text_not_matches", "regex"),
        };
        writer.WriteStartObject();
        writer.WriteStartObject(name);
        if (field is not null)
        {
            writer.WriteString(field, Text);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ConstraintPredicate Of(ConstraintPredicateKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConstraintPredicate(kind, text);
    }

    private static ConstraintPredicate WithoutText(
        JsonElement json, string where, ConstraintPredicate predicate)
    {
        JsonShape.Expect(json, JsonValueKind.Object, where, "an empty object");
        foreach (JsonProperty property in json.EnumerateObject())
        {
            throw JsonShape.Bad(where, $"'{property.Name}'", "an empty object");
        }

        return predicate;
    }

    private static string TextOf(JsonElement json, string field, string where) =>
        JsonShape.Text(JsonShape.Field(json, field, where), $"{where}.{field}", "a text");
}
