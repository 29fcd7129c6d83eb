using System;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Writes the fields that <see cref="FieldReader"/> reads into an object that is open. Fields that
/// may be missing are left out when they have their default.
/// </summary>
internal sealed class FieldWriter(Utf8JsonWriter json, ResourceSchema schema)
{
    /// <summary>What takes the fields.</summary>
    internal Utf8JsonWriter Json => json;

    /// <summary>What the kinds are called.</summary>
    internal ResourceSchema Schema => schema;

    internal void Text(string field, string text) => json.WriteString(field, text);

    internal void OptionalText(string field, string? text)
    {
        if (text is not null)
        {
            json.WriteString(field, text);
        }
    }

    internal void TextUnless(string field, string text, string otherwise)
    {
        if (!string.Equals(text, otherwise, StringComparison.Ordinal))
        {
            Text(field, text);
        }
    }

    internal void Texts(string field, ValueList<string> texts) =>
        CommandWriter.WriteNames(json, field, texts);

    internal void TextsUnlessNone(string field, ValueList<string> texts)
    {
        if (texts.Count > 0)
        {
            Texts(field, texts);
        }
    }

    internal void Flag(string field, bool value) => json.WriteBoolean(field, value);

    internal void FlagUnless(string field, bool value, bool otherwise)
    {
        if (value != otherwise)
        {
            Flag(field, value);
        }
    }

    internal void OptionalFlag(string field, bool? value)
    {
        if (value is bool known)
        {
            Flag(field, known);
        }
    }

    internal void Word<T>(string field, T value)
        where T : struct, Enum =>
        json.WriteString(field, EnumWords<T>.Of(value));

    internal void OptionalWord<T>(string field, T? value)
        where T : struct, Enum
    {
        if (value is T known)
        {
            Word(field, known);
        }
    }

    internal void WordUnless<T>(string field, T value, T otherwise)
        where T : struct, Enum
    {
        if (!value.Equals(otherwise))
        {
            Word(field, value);
        }
    }

    internal void Whole(string field, long value) => json.WriteNumber(field, value);

    internal void WholeUnless(string field, long value, long otherwise)
    {
        if (value != otherwise)
        {
            Whole(field, value);
        }
    }

    internal void Thousandths(string field, long value) =>
        JsonText.WriteCount(json, field, value, FieldNumbers.AmountDecimals);

    internal void OptionalLength(string field, TimeSpan? length) =>
        CommandWriter.WriteDuration(json, field, length);

    internal void LengthUnless(string field, TimeSpan length, TimeSpan otherwise)
    {
        if (length != otherwise)
        {
            OptionalLength(field, length);
        }
    }

    internal void When(string field, Timestamp time) =>
        JsonText.WriteCount(json, field, time.Ticks, FieldNumbers.TickDecimals);

    internal void OptionalWhen(string field, Timestamp? time)
    {
        if (time is Timestamp known)
        {
            When(field, known);
        }
    }

    internal void Update(string field, UpdateId id) => json.WriteString(field, KeyText.Of(id));

    internal void UpdateUnlessNone(string field, UpdateId id)
    {
        if (id.IsSome)
        {
            Update(field, id);
        }
    }

    internal void Offer(string field, OfferKey key) => json.WriteString(field, KeyText.Of(key));

    internal void Offers(string field, ValueList<OfferKey> keys)
    {
        json.WriteStartArray(field);
        foreach (OfferKey key in keys.AsSpan())
        {
            json.WriteStringValue(KeyText.Of(key));
        }

        json.WriteEndArray();
    }

    internal void Resources(string field, ResourceSet resources) =>
        json.WriteString(field, resources.ToString());

    internal void OptionalResources(string field, ResourceSet? resources)
    {
        if (resources is not null)
        {
            Resources(field, resources);
        }
    }

    internal void QuantitiesUnlessNone(string field, in ResourceVector quantities)
    {
        if (!quantities.IsZero)
        {
            json.WriteString(field, ResourceText.Format(quantities, schema));
        }
    }

    internal void LimitsUnlessNone(string field, in ResourceLimits limits)
    {
        if (!limits.IsUnlimited)
        {
            json.WriteString(field, ResourceText.Format(limits, schema));
        }
    }

    internal void Object<T>(string field, T value, Action<FieldWriter, T> write)
    {
        json.WriteStartObject(field);
        write(this, value);
        json.WriteEndObject();
    }

    internal void OptionalObject<T>(string field, T? value, Action<FieldWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            Object(field, value, write);
        }
    }

    internal void Objects<T>(string field, ValueList<T> values, Action<FieldWriter, T> write)
    {
        json.WriteStartArray(field);
        foreach (T value in values.AsSpan())
        {
            json.WriteStartObject();
            write(this, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal void ObjectsUnlessNone<T>(
        string field, ValueList<T> values, Action<FieldWriter, T> write)
    {
        if (values.Count > 0)
        {
            Objects(field, values, write);
        }
    }
}
