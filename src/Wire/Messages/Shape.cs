using System.Buffers;

namespace Offers.Wire;

/// <summary>Writes the fields of a value.</summary>
internal delegate void PutFields<T>(ref FieldWriter fields, T value);

/// <summary>Makes a value of its fields.</summary>
internal delegate T TakeFields<T>(ref FieldMap fields);

/// <summary>
/// How a value stands in a message: a map from field numbers to values. Fields that have their
/// default are left out, unknown ones are passed over.
/// </summary>
/// <param name="name">What the documentation calls it.</param>
/// <param name="names">
/// Names of the fields by number from 1; a number is never used for another field.
/// </param>
/// <param name="put">Writes every field.</param>
/// <param name="take">Reads every field.</param>
internal sealed class Shape<T>(
    string name, string[] names, PutFields<T> put, TakeFields<T> take)
{
    internal string Name { get; } = name;

    internal IReadOnlyList<string> Names => names;

    internal void Write(MessagePackWriter output, T value, WireContext context)
    {
        FieldWriter counting = new(output, context, isCounting: true);
        put(ref counting, value);
        output.MapHeader(counting.Count);
        FieldWriter writing = new(output, context, isCounting: false);
        put(ref writing, value);
    }

    internal T Read(ref MessagePackReader reader, WireContext context)
    {
        int current = 0;
        try
        {
            FieldMap fields = new(ref reader, context, names.Length);
            try
            {
                return take(ref fields);
            }
            finally
            {
                current = fields.Current;
            }
        }
        catch (WireException bad)
        {
            throw bad.In(current == 0 ? Name : $"{Name}.{names[current - 1]}");
        }
    }

    /// <summary>All fields, found by writing any value.</summary>
    internal List<FieldDescription> Describe(T value, WireContext context)
    {
        FieldList list = new();
        FieldWriter describing = new(
            new MessagePackWriter(new ArrayBufferWriter<byte>()), context, isCounting: true)
        {
            List = list,
        };
        put(ref describing, value);
        return list.Fields;
    }
}
