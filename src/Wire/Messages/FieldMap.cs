using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Offers.Wire;

/// <summary>
/// The fields of one value where they stand in the message. One pass finds them, passes over those
/// with unknown numbers and refuses a number that stands twice; then they are read in whichever
/// order their value wants.
/// </summary>
internal ref struct FieldMap
{
    /// <summary>Numbers are below this one.</summary>
    internal const int Limit = 32;

    private readonly WireContext _context;
    private readonly int _start;
    private MessagePackReader _reader;
    private Places _places;

    internal FieldMap(ref MessagePackReader reader, WireContext context, int known)
    {
        _context = context;
        _start = reader.Position;
        int count = reader.ReadMapHeader();
        for (int i = 0; i < count; i++)
        {
            int at = reader.Position;
            ulong number = reader.ReadUInt64();
            if (number <= (ulong)known)
            {
                ref int place = ref _places[(int)number];
                if (place != 0)
                {
                    throw new WireException(at, $"field {(int)number} a second time", "it once");
                }

                place = reader.Position;
            }

            reader.Skip(context.Options.MaxDepth);
        }

        _reader = reader;
    }

    /// <summary>The field that was asked for last; 0 before the first.</summary>
    internal int Current { get; private set; }

    internal string Text(int number)
    {
        Find(number);
        return _reader.ReadString();
    }

    internal string? OptionalText(int number) => Has(number) ? _reader.ReadString() : null;

    internal string TextOr(int number, string otherwise) =>
        Has(number) ? _reader.ReadString() : otherwise;

    internal ValueList<string> Texts(int number)
    {
        Find(number);
        return List(static (ref MessagePackReader reader, WireContext _) => reader.ReadString());
    }

    internal ValueList<string> TextsOrNone(int number) => Has(number) ? Texts(number) : [];

    internal bool FlagOr(int number, bool otherwise) =>
        Has(number) ? _reader.ReadBool() : otherwise;

    internal bool? OptionalFlag(int number) => Has(number) ? _reader.ReadBool() : null;

    internal long Whole(int number)
    {
        Find(number);
        return _reader.ReadInt64();
    }

    internal long WholeOr(int number, long otherwise) =>
        Has(number) ? _reader.ReadInt64() : otherwise;

    internal int Int(int number)
    {
        Find(number);
        return _reader.ReadInt32();
    }

    internal int IntOr(int number, int otherwise) =>
        Has(number) ? _reader.ReadInt32() : otherwise;

    internal T Word<T>(int number)
        where T : struct, Enum
    {
        Find(number);
        int at = _reader.Position;
        T value = WordNumber.To<T>(_reader.ReadInt32());
        return Enum.IsDefined(value)
            ? value
            : throw new WireException(
                at, WordNumber.Of(value).ToString(CultureInfo.InvariantCulture),
                $"the number of a {typeof(T).Name}");
    }

    internal T WordOr<T>(int number, T otherwise)
        where T : struct, Enum =>
        Has(number) ? Word<T>(number) : otherwise;

    internal T? OptionalWord<T>(int number)
        where T : struct, Enum =>
        Has(number) ? Word<T>(number) : null;

    /// <summary>A set of flags; those that nobody here knows do not count.</summary>
    internal T FlagsOr<T>(int number, T otherwise)
        where T : struct, Enum =>
        Has(number)
            ? WordNumber.To<T>(_reader.ReadInt32() & WordNumber.AllBits<T>())
            : otherwise;

    internal TimeSpan LengthOr(int number, TimeSpan otherwise) =>
        Has(number) ? new TimeSpan(_reader.ReadInt64()) : otherwise;

    internal TimeSpan? OptionalLength(int number) =>
        Has(number) ? new TimeSpan(_reader.ReadInt64()) : null;

    internal UpdateId Update(int number)
    {
        Find(number);
        return OneUpdate(ref _reader);
    }

    internal UpdateId UpdateOrNone(int number) =>
        Has(number) ? OneUpdate(ref _reader) : UpdateId.None;


    internal ResourceSet Resources(int number)
    {
        Find(number);
        int at = _reader.Position;
        return _context.Resources(_reader.ReadString(), at);
    }

    internal ResourceSet? OptionalResources(int number) =>
        Has(number) ? Resources(number) : null;

    internal ResourceLimits LimitsOrNone(int number)
    {
        if (!Has(number))
        {
            return ResourceLimits.None;
        }

        int at = _reader.Position;
        return _context.Limits(_reader.ReadString(), at);
    }

    internal ValueList<ResourceVector> QuantitiesList(int number) =>
        Has(number)
            ? List(static (ref MessagePackReader reader, WireContext context) =>
            {
                int at = reader.Position;
                return context.Quantities(reader.ReadString(), at);
            })
            : [];

    internal AgentAttributes AttributesOrNone(int number)
    {
        bool isThere = Has(number);
        int at = _reader.Position;
        return isThere
            ? WireContext.Attributes(_reader.ReadString(), at)
            : AgentAttributes.Empty;
    }

    internal OfferConstraints? OptionalConstraints(int number)
    {
        bool isThere = Has(number);
        int at = _reader.Position;
        return isThere ? WireContext.Constraints(_reader.ReadString(), at) : null;
    }

    internal T Object<T>(int number, Shape<T> shape)
    {
        Find(number);
        return shape.Read(ref _reader, _context);
    }

    internal T? OptionalObject<T>(int number, Shape<T> shape)
        where T : class =>
        Has(number) ? shape.Read(ref _reader, _context) : null;

    internal ValueList<T> Objects<T>(int number, Shape<T> shape)
    {
        Find(number);
        return List(shape.Read);
    }

    internal ValueList<T> ObjectsOrNone<T>(int number, Shape<T> shape) =>
        Has(number) ? Objects(number, shape) : [];

    internal T OneOf<T>(int number, MessageFamily<T> family)
        where T : class
    {
        Find(number);
        return family.Read(ref _reader, _context);
    }

    private static UpdateId OneUpdate(ref MessagePackReader reader)
    {
        int at = reader.Position;
        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        return bytes.Length == 16
            ? new UpdateId(
                BinaryPrimitives.ReadUInt64BigEndian(bytes),
                BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
            : throw new WireException(at, $"{bytes.Length} bytes", "the 16 of an update id");
    }

    /// <summary>Goes to a field that must be there.</summary>
    private void Find(int number)
    {
        if (!Has(number))
        {
            throw new WireException(_start, "no such field", "it to be there");
        }
    }

    private bool Has(int number)
    {
        Current = number;
        int place = _places[number];
        _reader.Position = place == 0 ? _start : place;
        return place != 0;
    }

    /// <summary>
    /// Room is made as elements come, not as the header has it, so that memory is never more than
    /// a small multiple of what was really sent.
    /// </summary>
    private ValueList<T> List<T>(ReadOne<T> read)
    {
        int at = _reader.Position;
        int count = _reader.ReadArrayHeader();
        if (count > _context.Options.MaxItems)
        {
            throw new WireException(at, $"{count} elements",
                $"at most {_context.Options.MaxItems.ToString(CultureInfo.InvariantCulture)}");
        }

        List<T> items = new(Math.Min(count, 16));
        for (int i = 0; i < count; i++)
        {
            items.Add(read(ref _reader, _context));
        }

        return ValueLists.Of<T>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items));
    }

    [InlineArray(Limit)]
    private struct Places
    {
        private int _first;
    }
}

/// <summary>Reads one element of a list.</summary>
internal delegate T ReadOne<T>(ref MessagePackReader reader, WireContext context);
