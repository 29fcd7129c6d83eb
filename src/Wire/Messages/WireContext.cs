using System.Text.Json;

namespace Offers.Wire;

/// <summary>What the values of messages are read and written with.</summary>
internal sealed class WireContext(ResourceSchema schema, WireOptions options)
{
    internal ResourceSchema Schema { get; } = schema;

    internal WireOptions Options { get; } = options;

    internal ResourceSet Resources(string text, int position) =>
        Bounded(text, position, static (value, schema) => ResourceSet.Parse(schema, value));

    internal ResourceVector Quantities(string text, int position) =>
        Bounded(text, position, ResourceText.Parse);

    internal ResourceLimits Limits(string text, int position) =>
        Bounded(text, position, ResourceText.ParseLimits);

    internal static AgentAttributes Attributes(string json, int position) =>
        Json(json, position, AgentAttributes.FromJson);

    internal static OfferConstraints Constraints(string json, int position) =>
        Json(json, position, OfferConstraints.FromJson);

    /// <summary>
    /// A schema only grows, and agents are many: a text that brings it beyond its bound is refused
    /// and its names are forgotten. Texts are read one at a time, whichever connection they come
    /// from.
    /// </summary>
    private T Bounded<T>(string text, int position, Func<string, ResourceSchema, T> read)
    {
        lock (Schema)
        {
            int count = Schema.Count;
            T value = Guarded(text, position, count, read);
            if (Schema.Count > count && Schema.Count > Options.MaxKinds)
            {
                Schema.CutTo(count);
                throw new WireException(position, "names of new kinds of resources",
                    FormattableString.Invariant($"at most {Options.MaxKinds} kinds in all"));
            }

            return value;
        }
    }

    private T Guarded<T>(
        string text, int position, int count, Func<string, ResourceSchema, T> read)
    {
        try
        {
            return read(text, Schema);
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            Schema.CutTo(count);
            throw new WireException(position, $"no resources ({bad.Message})", "resources");
        }
    }

    private static T Json<T>(string json, int position, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception bad) when (bad is FormatException or JsonException or ArgumentException)
        {
            throw new WireException(position, $"no such JSON ({bad.Message})", "its JSON form");
        }
    }
}
