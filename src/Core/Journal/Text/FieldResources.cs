using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>Reads resources, quantities and limits out of fields.</summary>
internal static class FieldResources
{
    private const string ResourcesExpected =
        "a resource text such as 'cpus:4;mem:1024' or an array of resource objects";

    private const string QuantitiesExpected =
        "an object from resource name to number, or a resource text";

    /// <summary>Takes resources that must be there.</summary>
    internal static ResourceSet Resources(this FieldReader fields, string field) =>
        Read(fields.Take(field, ResourcesExpected), fields.At(field), fields.Schema);

    /// <summary>Takes resources; null when they are missing.</summary>
    internal static ResourceSet? OptionalResources(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.Resources(field) : null;

    /// <summary>Takes resources; null when they are missing or <c>"*"</c>, for all.</summary>
    internal static ResourceSet? ResourcesOrAll(this FieldReader fields, string field)
    {
        bool isAll = !fields.TryTake(field, out JsonElement value)
            || (value.ValueKind == JsonValueKind.String && value.ValueEquals("*"));
        return isAll ? null : fields.Resources(field);
    }

    /// <summary>Takes a list of quantities of which any suffices.</summary>
    internal static ValueList<ResourceVector> AnyOf(
        this FieldReader fields, JsonElement json, string where) =>
        fields.List(json, where, "an array of resource texts", static (item, inner, schema) =>
            Quantities(item, inner, schema));

    /// <summary>Takes quantities as an object or a text; null when they are missing.</summary>
    internal static ResourceVector? Quantities(this FieldReader fields, string field) =>
        fields.TryTake(field, out JsonElement value)
            ? Quantities(value, fields.At(field), fields.Schema)
            : null;

    /// <summary>Takes limits as an object or a text; none when they are missing.</summary>
    internal static ResourceLimits Limits(this FieldReader fields, string field)
    {
        if (!fields.TryTake(field, out JsonElement value))
        {
            return ResourceLimits.None;
        }

        string where = fields.At(field);
        if (value.ValueKind == JsonValueKind.String)
        {
            return Guarded(where, value.GetString()!, fields.Schema, ResourceText.ParseLimits);
        }

        ResourceLimits limits = default;
        foreach ((string name, long amount) in Amounts(value, where))
        {
            limits = limits.With(fields.Schema.Add(name, ""), amount);
        }

        return limits;
    }

    /// <summary>Takes what is in use: an object from framework to role and resources.</summary>
    internal static ValueList<UsedResources> Used(this FieldReader fields, string field)
    {
        const string Expected = "an object from framework to {role, resources}";
        return fields.TryTake(field, out JsonElement value)
            ? FieldReader.Map(value, fields.At(field), Expected, (name, json, where) =>
            {
                FieldReader inner = new(json, fields.Schema, where);
                UsedResources used = new(name, inner.Role("role"), inner.Resources("resources"));
                inner.End();
                return used;
            })
            : [];
    }

    /// <summary>Takes a list of conversions.</summary>
    internal static ValueList<Conversion> Conversions(this FieldReader fields, string field)
    {
        const string Expected = "an array of {consumed, converted}";
        return fields.List(
            fields.Take(field, Expected), fields.At(field), Expected,
            static (json, where, schema) =>
            {
                FieldReader inner = new(json, schema, where);
                Conversion conversion =
                    new(inner.Resources("consumed"), inner.Resources("converted"));
                inner.End();
                return conversion;
            });
    }

    private static ResourceSet Read(JsonElement json, string where, ResourceSchema schema) =>
        json.ValueKind switch
        {
            JsonValueKind.String => Guarded(where, json.GetString()!, schema,
                static (text, names) => ResourceSet.Parse(names, text)),
            JsonValueKind.Array => Guarded(where, json, schema,
                static (items, names) => ResourceSet.FromJson(names, items)),
            _ => throw JsonShape.Bad(where, JsonShape.NameOf(json), ResourcesExpected),
        };

    private static ResourceVector Quantities(
        JsonElement json, string where, ResourceSchema schema)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Guarded(where, json.GetString()!, schema, ResourceText.Parse);
        }

        ResourceVector sum = default;
        foreach ((string name, long amount) in Amounts(json, where))
        {
            sum = sum.With(schema.Add(name, ""), amount);
        }

        return sum;
    }

    private static ValueList<KeyValuePair<string, long>> Amounts(
        JsonElement json, string where) =>
        FieldReader.Map(json, where, QuantitiesExpected, static (name, amount, inner) =>
            ResourceSchema.IsName(name)
                ? KeyValuePair.Create(
                    name, FieldNumbers.Amount(amount, inner, ResourceVector.MaxAmount - 1))
                : throw JsonShape.Bad(
                    inner, "a bad resource name", "letters, digits, '_', '-' or '.'"));

    /// <summary>Adds to an error of the resource values where they stand.</summary>
    private static TValue Guarded<TSource, TValue>(
        string where,
        TSource source,
        ResourceSchema schema,
        Func<TSource, ResourceSchema, TValue> read)
    {
        try
        {
            return read(source, schema);
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            throw new FormatException($"{where}: {bad.Message}", bad);
        }
    }
}
