using System.Text.Json;

namespace Offers;

/// <summary>One condition that an agent meets or not.</summary>
/// <param name="Selector">What of the agent it looks at.</param>
/// <param name="Predicate">What it asks of that.</param>
public sealed record AttributeConstraint(
    ConstraintSelector Selector, ConstraintPredicate Predicate)
{
    private const string Expected = "{\"selector\": ..., \"predicate\": ...}";

    /// <summary>In words: <c>'rack' text equals 'r1'</c>.</summary>
    public override string ToString() => $"{Selector} {Predicate}";

    internal static AttributeConstraint FromJson(JsonElement json, string where)
    {
        JsonShape.Expect(json, JsonValueKind.Object, where, Expected);
        ConstraintSelector? selector = null;
        ConstraintPredicate? predicate = null;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string inner = $"{where}.{property.Name}";
            switch (property.Name)
            {
                case "selector" when selector is null:
                    selector = ConstraintSelector.FromJson(property.Value, inner);
                    break;
                case "predicate" when predicate is null:
                    predicate = ConstraintPredicate.FromJson(property.Value, inner);
                    break;
                default:
                    throw JsonShape.Bad(where, $"'{property.Name}'", $"{Expected}, each once");
            }
        }

        return selector is not null && predicate is not null
            ? new AttributeConstraint(selector, predicate)
            : throw JsonShape.Bad(
                where, selector is null ? "no 'selector'" : "no 'predicate'", Expected);
    }

    internal void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("selector");
        Selector.WriteJson(writer);
        writer.WritePropertyName("predicate");
        Predicate.WriteJson(writer);
        writer.WriteEndObject();
    }
}
