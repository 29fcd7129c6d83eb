using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Reads the values of which cluster commands are made. What their types can hold can be said, an
/// empty name or a role that nobody may have as well: whether it is allowed the cluster decides.
/// </summary>
internal static class FieldValues
{
    private const string SecondsExpected = "seconds with at most seven decimals";

    private const string OffersExpected = "an array of offer keys such as '3-17'";

    /// <summary>Takes a text that must be there.</summary>
    internal static string Text(this FieldReader fields, string field)
    {
        const string Expected = "a text";
        return FieldReader.Text(fields.Take(field, Expected), fields.At(field), Expected);
    }

    /// <summary>Takes a text; null when it is missing.</summary>
    internal static string? OptionalText(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.Text(field) : null;

    /// <summary>Takes a list of texts that must be there.</summary>
    internal static ValueList<string> Texts(this FieldReader fields, string field)
    {
        fields.Take(field, "an array of texts");
        return fields.Names(field);
    }

    /// <summary>Takes true or false, which must be there.</summary>
    internal static bool RequiredFlag(this FieldReader fields, string field)
    {
        fields.Take(field, "true or false");
        return fields.Flag(field, false);
    }

    /// <summary>Takes true or false; null when it is missing.</summary>
    internal static bool? OptionalFlag(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.Flag(field, false) : null;

    /// <summary>Takes the word for a value of an enum, which must be there.</summary>
    internal static T Word<T>(this FieldReader fields, string field)
        where T : struct, Enum =>
        FieldReader.WordIn(
            fields.Take(field, "a word"), fields.At(field), EnumWords<T>.Table);

    /// <summary>Takes the word for a value of an enum; another value when it is missing.</summary>
    internal static T WordOr<T>(this FieldReader fields, string field, T otherwise)
        where T : struct, Enum =>
        fields.Has(field) ? fields.Word<T>(field) : otherwise;

    /// <summary>Takes the word for a value of an enum; null when it is missing.</summary>
    internal static T? OptionalWord<T>(this FieldReader fields, string field)
        where T : struct, Enum =>
        fields.Has(field) ? fields.Word<T>(field) : null;

    /// <summary>Takes a whole number of 64 bits.</summary>
    internal static long Long(this FieldReader fields, string field)
    {
        const string Expected = "a whole number of 64 bits";
        return FieldNumbers.Signed(fields.Take(field, Expected), fields.At(field), 0, Expected);
    }

    /// <summary>Takes a whole number of 32 bits.</summary>
    internal static int Int(this FieldReader fields, string field)
    {
        const string Expected = "a whole number of 32 bits";
        JsonElement json = fields.Take(field, Expected);
        long count = FieldNumbers.Signed(json, fields.At(field), 0, Expected);
        return count is >= int.MinValue and <= int.MaxValue
            ? (int)count
            : throw JsonShape.Bad(fields.At(field), JsonShape.NameOf(json), Expected);
    }

    /// <summary>Takes a whole number of 64 bits; another one when it is missing.</summary>
    internal static long LongOr(this FieldReader fields, string field, long otherwise) =>
        fields.Has(field) ? fields.Long(field) : otherwise;

    /// <summary>Takes a whole number of 32 bits; another one when it is missing.</summary>
    internal static int IntOr(this FieldReader fields, string field, int otherwise) =>
        fields.Has(field) ? fields.Int(field) : otherwise;

    /// <summary>Takes a whole number of 32 bits from the least one on.</summary>
    internal static int IntFrom(
        this FieldReader fields, string field, int least, int otherwise)
    {
        int count = fields.IntOr(field, otherwise);
        return count >= least
            ? count
            : throw JsonShape.Bad(fields.At(field), ExactNumber.Format(count, 0),
                $"{ExactNumber.Format(least, 0)} or more");
    }

    /// <summary>Takes a number with decimals as thousandths.</summary>
    internal static long Thousandths(this FieldReader fields, string field)
    {
        const string Expected = "a number with at most three decimals";
        return FieldNumbers.Signed(fields.Take(field, Expected), fields.At(field),
            FieldNumbers.AmountDecimals, Expected);
    }

    /// <summary>Takes a length of time; null when it is missing.</summary>
    internal static TimeSpan? OptionalLength(this FieldReader fields, string field) =>
        fields.Has(field) ? new TimeSpan(Ticks(fields, field)) : null;

    /// <summary>Takes a length of time; another one when it is missing.</summary>
    internal static TimeSpan LengthOr(
        this FieldReader fields, string field, TimeSpan otherwise) =>
        fields.OptionalLength(field) ?? otherwise;

    /// <summary>Takes a moment that must be there, whichever a moment can be.</summary>
    internal static Timestamp When(this FieldReader fields, string field) =>
        new(Ticks(fields, field));

    /// <summary>Takes a moment; null when it is missing.</summary>
    internal static Timestamp? OptionalWhen(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.When(field) : null;

    /// <summary>Takes the id of an update that must be there; zeros are none.</summary>
    internal static UpdateId Update(this FieldReader fields, string field)
    {
        const string Expected = "32 hexadecimal digits";
        string where = fields.At(field);
        string text = FieldReader.Text(fields.Take(field, Expected), where, Expected);
        return KeyText.TryRead(text, out UpdateId id)
            ? id
            : throw JsonShape.Bad(where, $"the text '{text}'", Expected);
    }

    /// <summary>Takes the id of an update; none when it is missing.</summary>
    internal static UpdateId UpdateOrNone(this FieldReader fields, string field) =>
        fields.Has(field) ? fields.Update(field) : UpdateId.None;

    /// <summary>Takes the key of an offer.</summary>
    internal static OfferKey Offer(this FieldReader fields, string field) =>
        Key(fields.Take(field, "an offer key"), fields.At(field));

    /// <summary>Takes a list of keys of offers that must be there.</summary>
    internal static ValueList<OfferKey> Offers(this FieldReader fields, string field) =>
        fields.List(
            fields.Take(field, OffersExpected), fields.At(field), OffersExpected,
            static (json, where, _) => Key(json, where));

    /// <summary>Takes an object that must be there.</summary>
    internal static T Object<T>(
        this FieldReader fields, string field, Func<FieldReader, T> read) =>
        Inner(fields.Take(field, "an object"), fields.At(field), fields.Schema, read);

    /// <summary>Takes an object; null when it is missing.</summary>
    internal static T? OptionalObject<T>(
        this FieldReader fields, string field, Func<FieldReader, T> read)
        where T : class =>
        fields.Has(field) ? fields.Object(field, read) : null;

    /// <summary>Takes a list of objects that must be there.</summary>
    internal static ValueList<T> Objects<T>(
        this FieldReader fields, string field, Func<FieldReader, T> read)
    {
        const string Expected = "an array of objects";
        return fields.List(fields.Take(field, Expected), fields.At(field), Expected,
            (json, where, schema) => Inner(json, where, schema, read));
    }

    /// <summary>Takes a list of objects; empty when it is missing.</summary>
    internal static ValueList<T> ObjectsOrNone<T>(
        this FieldReader fields, string field, Func<FieldReader, T> read) =>
        fields.Has(field) ? fields.Objects(field, read) : [];

    private static long Ticks(FieldReader fields, string field) => FieldNumbers.Signed(
        fields.Take(field, SecondsExpected), fields.At(field), FieldNumbers.TickDecimals,
        SecondsExpected);

    private static OfferKey Key(JsonElement json, string where)
    {
        const string Expected = "an offer key such as '3-17'";
        string text = FieldReader.Text(json, where, Expected);
        return KeyText.TryRead(text, out OfferKey key)
            ? key
            : throw JsonShape.Bad(where, $"the text '{text}'", Expected);
    }

    private static T Inner<T>(
        JsonElement json, string where, ResourceSchema schema, Func<FieldReader, T> read)
    {
        FieldReader inner = new(json, schema, where);
        T value = read(inner);
        inner.End();
        return value;
    }
}
