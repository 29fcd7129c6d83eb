using System.Buffers.Binary;
using System.Globalization;

namespace Offers.Wire;

/// <summary>
/// Writes the fields of one value. The number of those that differ from their defaults stands
/// before them, so a value is written twice: first it only counts. Asked for a list, it describes
/// all of them instead.
/// </summary>
internal ref struct FieldWriter(MessagePackWriter output, WireContext context, bool isCounting)
{
    private readonly MessagePackWriter _output = output;

    /// <summary>How many fields there are to write.</summary>
    internal int Count { get; private set; }

    /// <summary>Where fields are described; null when they are written.</summary>
    internal FieldList? List { get; init; }

    internal void Text(int number, string value)
    {
        List?.Add(number, "str", null);
        PutText(number, value, isLeftOut: false);
    }

    internal void OptionalText(int number, string? value)
    {
        List?.Add(number, "str", "none");
        PutText(number, value, value is null);
    }

    internal void TextUnless(int number, string value, string otherwise)
    {
        List?.Add(number, "str", $"`{otherwise}`");
        PutText(number, value, string.Equals(value, otherwise, StringComparison.Ordinal));
    }

    internal void Texts(int number, ValueList<string> values) =>
        PutTexts(number, values, isRequired: true);

    internal void TextsOrNone(int number, ValueList<string> values) =>
        PutTexts(number, values, isRequired: false);

    internal void FlagUnless(int number, bool value, bool otherwise)
    {
        List?.Add(number, "bool", otherwise ? "true" : "false");
        if (Begins(number, value == otherwise))
        {
            _output.Bool(value);
        }
    }

    internal void OptionalFlag(int number, bool? value)
    {
        List?.Add(number, "bool", "none");
        if (Begins(number, value is null))
        {
            _output.Bool(value!.Value);
        }
    }

    internal void Whole(int number, long value)
    {
        List?.Add(number, "int", null);
        PutWhole(number, value, isLeftOut: false);
    }

    internal void WholeUnless(int number, long value, long otherwise)
    {
        List?.Add(number, "int", otherwise.ToString(CultureInfo.InvariantCulture));
        PutWhole(number, value, value == otherwise);
    }

    internal void Word<T>(int number, T value)
        where T : struct, Enum
    {
        List?.Add(number, typeof(T).Name, null);
        PutWhole(number, WordNumber.Of(value), isLeftOut: false);
    }

    internal void WordUnless<T>(int number, T value, T otherwise)
        where T : struct, Enum
    {
        List?.Add(number, typeof(T).Name, otherwise.ToString());
        PutWhole(number, WordNumber.Of(value), WordNumber.Of(value) == WordNumber.Of(otherwise));
    }

    internal void OptionalWord<T>(int number, T? value)
        where T : struct, Enum
    {
        List?.Add(number, typeof(T).Name, "none");
        PutWhole(number, WordNumber.Of(value.GetValueOrDefault()), value is null);
    }

    internal void LengthUnless(int number, TimeSpan value, TimeSpan otherwise)
    {
        List?.Add(number, "ticks", FormattableString.Invariant($"{otherwise.TotalSeconds} s"));
        PutWhole(number, value.Ticks, value == otherwise);
    }

    internal void OptionalLength(int number, TimeSpan? value)
    {
        List?.Add(number, "ticks", "none");
        PutWhole(number, value.GetValueOrDefault().Ticks, value is null);
    }

    internal void Update(int number, UpdateId value)
    {
        List?.Add(number, "update", null);
        PutUpdate(number, value, isLeftOut: false);
    }

    internal void UpdateOrNone(int number, UpdateId value)
    {
        List?.Add(number, "update", "none");
        PutUpdate(number, value, !value.IsSome);
    }

    internal void Resources(int number, ResourceSet value)
    {
        List?.Add(number, "resources", null);
        if (Begins(number, isLeftOut: false))
        {
            _output.Text(value.ToString());
        }
    }

    internal void OptionalResources(int number, ResourceSet? value)
    {
        List?.Add(number, "resources", "none");
        PutText(number, Begins(value) ? value!.ToString() : null, value is null);
    }

    internal void LimitsOrNone(int number, in ResourceLimits value)
    {
        List?.Add(number, "limits", "none");
        if (Begins(number, value.IsUnlimited))
        {
            _output.Text(ResourceText.Format(value, context.Schema));
        }
    }

    internal void QuantitiesList(int number, ValueList<ResourceVector> values)
    {
        List?.Add(number, "array of quantities", "none");
        if (Begins(number, values.Count == 0))
        {
            _output.ArrayHeader(values.Count);
            foreach (ref readonly ResourceVector value in values.AsSpan())
            {
                _output.Text(ResourceText.Format(value, context.Schema));
            }
        }
    }

    internal void AttributesOrNone(int number, AgentAttributes value)
    {
        List?.Add(number, "attributes", "none");
        if (Begins(number, value.Count == 0))
        {
            _output.Text(JsonForm.Of(value));
        }
    }

    internal void OptionalConstraints(int number, OfferConstraints? value)
    {
        List?.Add(number, "constraints", "none");
        PutText(number, Begins(value) ? value!.ToString() : null, value is null);
    }

    internal void Object<T>(int number, T value, Shape<T> shape)
    {
        List?.Add(number, shape.Name, null);
        if (Begins(number, isLeftOut: false))
        {
            shape.Write(_output, value, context);
        }
    }

    internal void OptionalObject<T>(int number, T? value, Shape<T> shape)
        where T : class
    {
        List?.Add(number, shape.Name, "none");
        if (Begins(number, value is null))
        {
            shape.Write(_output, value!, context);
        }
    }

    internal void Objects<T>(int number, ValueList<T> values, Shape<T> shape)
    {
        List?.Add(number, $"array of {shape.Name}", null);
        PutObjects(number, values, shape, isLeftOut: false);
    }

    internal void ObjectsOrNone<T>(int number, ValueList<T> values, Shape<T> shape)
    {
        List?.Add(number, $"array of {shape.Name}", "none");
        PutObjects(number, values, shape, values.Count == 0);
    }

    internal void OneOf<T>(int number, T value, MessageFamily<T> family)
        where T : class
    {
        List?.Add(number, family.Name, null);
        if (Begins(number, isLeftOut: false))
        {
            family.Write(_output, value, context);
        }
    }

    /// <summary>True when the field is to be written now; its number is written then.</summary>
    private bool Begins(int number, bool isLeftOut)
    {
        if (isLeftOut || List is not null)
        {
            return false;
        }

        if (isCounting)
        {
            Count++;
            return false;
        }

        _output.Whole((ulong)number);
        return true;
    }

    /// <summary>Whether a text of this is worth making.</summary>
    private readonly bool Begins(object? value) =>
        value is not null && !isCounting && List is null;

    private void PutText(int number, string? value, bool isLeftOut)
    {
        if (Begins(number, isLeftOut))
        {
            _output.Text(value);
        }
    }

    private void PutTexts(int number, ValueList<string> values, bool isRequired)
    {
        List?.Add(number, "array of str", isRequired ? null : "none");
        if (Begins(number, !isRequired && values.Count == 0))
        {
            _output.ArrayHeader(values.Count);
            foreach (string value in values.AsSpan())
            {
                _output.Text(value);
            }
        }
    }

    private void PutWhole(int number, long value, bool isLeftOut)
    {
        if (Begins(number, isLeftOut))
        {
            _output.Integer(value);
        }
    }

    private void PutUpdate(int number, UpdateId value, bool isLeftOut)
    {
        if (Begins(number, isLeftOut))
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value.High);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], value.Low);
            _output.Bytes(bytes);
        }
    }

    private void PutObjects<T>(int number, ValueList<T> values, Shape<T> shape, bool isLeftOut)
    {
        if (Begins(number, isLeftOut))
        {
            _output.ArrayHeader(values.Count);
            foreach (T value in values.AsSpan())
            {
                shape.Write(_output, value, context);
            }
        }
    }
}
