using System.Text.Json;

namespace Offers;

/// <summary>Reads what only snapshots have out of fields.</summary>
internal static class SnapshotFields
{
    /// <summary>
    /// Takes seconds with at most seven decimals, <see cref="Timestamp.Never"/> included.
    /// </summary>
    internal static Timestamp MomentAt(this FieldReader fields, string field)
    {
        const string Expected = "seconds with at most seven decimals";
        JsonElement value = fields.Take(field, Expected);
        string where = fields.At(field);
        JsonShape.Expect(value, JsonValueKind.Number, where, Expected);
        ExactOutcome outcome = ExactNumber.Read(
            value.GetRawText(), FieldNumbers.TickDecimals, long.MaxValue, out long ticks);
        return outcome == ExactOutcome.Exact
            ? new Timestamp(ticks)
            : throw JsonShape.Bad(where, JsonShape.NameOf(value), Expected);
    }

    /// <summary>Takes such a moment; null when it is missing.</summary>
    internal static Timestamp? OptionalMomentAt(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.MomentAt(field) : null;

    /// <summary>Takes a whole number from 0 on.</summary>
    internal static long CountOf(this FieldReader fields, string field)
    {
        const string Expected = "a whole number from 0 on";
        JsonElement value = fields.Take(field, Expected);
        return FieldNumbers.Whole(value, fields.At(field), 0, long.MaxValue, Expected);
    }

    /// <summary>Takes such a number; null when it is missing.</summary>
    internal static long? OptionalCountOf(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.CountOf(field) : null;

    /// <summary>Takes a text that may be empty.</summary>
    internal static string TextOf(this FieldReader fields, string field) =>
        FieldReader.Text(fields.Take(field, "a text"), fields.At(field), "a text");

    /// <summary>Takes a dense index and its generation.</summary>
    internal static FreeRow RowAt(this FieldReader fields)
    {
        const string Index = "a whole number from 0 to 2147483647";
        const string Generation = "a whole number from 1 to 4294967295";
        long index = FieldNumbers.Whole(
            fields.Take("index", Index), fields.At("index"), 0, int.MaxValue, Index);
        long generation = FieldNumbers.Whole(
            fields.Take("generation", Generation), fields.At("generation"), 1, uint.MaxValue,
            Generation);
        return new FreeRow((int)index, (uint)generation);
    }

    /// <summary>Takes a list of pairs of index and generation.</summary>
    internal static ValueList<FreeRow> FreeRows(this FieldReader fields, string field)
    {
        const string Expected = "an array of [index, generation]";
        return fields.List(
            fields.Take(field, Expected), fields.At(field), Expected, static (json, where, _) =>
            {
                JsonShape.Expect(json, JsonValueKind.Array, where, Expected);
                if (json.GetArrayLength() != 2)
                {
                    throw JsonShape.Bad(where, $"{json.GetArrayLength()} numbers", "two");
                }

                return new FreeRow(
                    (int)FieldNumbers.Whole(json[0], where, 0, int.MaxValue, "an index"),
                    (uint)FieldNumbers.Whole(json[1], where, 1, uint.MaxValue, "a generation"));
            });
    }

    /// <summary>Takes an object from kind to unit.</summary>
    internal static ValueList<KindSnapshot> Kinds(this FieldReader fields, string field)
    {
        const string Expected = "an object from kind to unit";
        return FieldReader.Map(
            fields.Take(field, Expected), fields.At(field), Expected,
            static (name, unit, where) =>
                new KindSnapshot(name, FieldReader.Text(unit, where, "a unit")));
    }

    /// <summary>Takes a maintenance; null when it is missing.</summary>
    internal static MaintenanceSnapshot? Maintenance(this FieldReader fields, string field)
    {
        if (!fields.TryTake(field, out JsonElement value))
        {
            return null;
        }

        const string Expected = "an array of {framework, until}";
        FieldReader inner = new(value, fields.Schema, fields.At(field));
        MaintenanceSnapshot maintenance = new(inner.MomentAt("start"))
        {
            Asked = inner.Names("asked"),
            Refusals = inner.TryTake("refusals", out JsonElement refusals)
                ? inner.List(refusals, inner.At("refusals"), Expected, ReadRefusal)
                : [],
        };
        inner.End();
        return maintenance;
    }

    /// <summary>
    /// Takes a region and a zone, which may be empty; null when they are missing.
    /// </summary>
    internal static Domain? DomainOf(this FieldReader fields, string field)
    {
        if (!fields.TryTake(field, out JsonElement value))
        {
            return null;
        }

        FieldReader inner = new(value, fields.Schema, fields.At(field));
        Domain domain = new(inner.TextOf("region"), inner.TextOf("zone"));
        inner.End();
        return domain;
    }

    private static InverseRefusalSnapshot ReadRefusal(
        JsonElement json, string where, ResourceSchema schema)
    {
        FieldReader fields = new(json, schema, where);
        InverseRefusalSnapshot refusal = new(
            fields.Name("framework"), fields.MomentAt("until"), fields.Flag("long", false));
        fields.End();
        return refusal;
    }
}
