using System.Globalization;

namespace Offers.Wire;

/// <summary>
/// Values of which each is one of several kinds: an array of the number of its kind and its
/// fields. Numbers are never used again for another kind.
/// </summary>
internal sealed class MessageFamily<T>
    where T : class
{
    private readonly string _what;
    private readonly Dictionary<Type, Kind> _byType = [];
    private readonly SortedDictionary<int, Kind> _byNumber = [];

    /// <summary>A family without kinds.</summary>
    /// <param name="name">What the documentation calls them.</param>
    /// <param name="what">One of them in words.</param>
    internal MessageFamily(string name, string what)
    {
        Name = name;
        _what = what;
    }

    internal string Name { get; }

    internal IEnumerable<Kind> Kinds => _byNumber.Values;

    internal MessageFamily<T> With<TKind>(int number, Shape<TKind> shape)
        where TKind : class, T
    {
        Kind kind = new Kind<TKind>(number, shape);
        _byType.Add(typeof(TKind), kind);
        _byNumber.Add(number, kind);
        return this;
    }

    /// <summary>Writes a value of one of the kinds.</summary>
    /// <exception cref="ArgumentException">It is of no known kind.</exception>
    internal void Write(MessagePackWriter output, T value, WireContext context)
    {
        if (!_byType.TryGetValue(value.GetType(), out Kind? kind))
        {
            throw new ArgumentException(
                $"found {value.GetType().Name}, expected {_what}", nameof(value));
        }

        output.ArrayHeader(2);
        output.Whole((ulong)kind.Number);
        kind.Write(output, value, context);
    }

    internal T Read(ref MessagePackReader reader, WireContext context)
    {
        int start = reader.Position;
        int count = reader.ReadArrayHeader();
        int number = count == 2 ? reader.ReadInt32() : -1;
        return number < 0
            ? throw new WireException(start,
                $"an array of {count.ToString(CultureInfo.InvariantCulture)}",
                $"{_what}: its number and its fields")
            : _byNumber.TryGetValue(number, out Kind? kind) ? kind.Read(ref reader, context)
            : throw new WireException(start,
                $"number {number.ToString(CultureInfo.InvariantCulture)}", $"{_what}");
    }

    /// <summary>One of the kinds.</summary>
    internal abstract class Kind(int number)
    {
        internal int Number { get; } = number;

        internal abstract Type Type { get; }

        internal abstract string Name { get; }

        internal abstract IReadOnlyList<string> Names { get; }

        internal abstract void Write(MessagePackWriter output, T value, WireContext context);

        internal abstract T Read(ref MessagePackReader reader, WireContext context);

        internal abstract List<FieldDescription> Describe(T value, WireContext context);
    }

    private sealed class Kind<TKind>(int number, Shape<TKind> shape) : Kind(number)
        where TKind : class, T
    {
        internal override Type Type => typeof(TKind);

        internal override string Name => shape.Name;

        internal override IReadOnlyList<string> Names => shape.Names;

        internal override void Write(MessagePackWriter output, T value, WireContext context) =>
            shape.Write(output, (TKind)value, context);

        internal override T Read(ref MessagePackReader reader, WireContext context) =>
            shape.Read(ref reader, context);

        internal override List<FieldDescription> Describe(T value, WireContext context) =>
            shape.Describe((TKind)value, context);
    }
}
