using System.Numerics;

namespace Offers.Core.Tests;

/// <summary>
/// Quantities by name, in thousandths, as the semantics page has them (1.1): a zero does not exist
/// and a subtraction stops at zero. Deliberately nothing but a dictionary and plain loops.
/// </summary>
internal sealed class Bag
{
    private readonly Dictionary<string, long> _amounts = new(StringComparer.Ordinal);

    public long this[string name]
    {
        get => _amounts.TryGetValue(name, out long amount) ? amount : 0;
        set
        {
            if (value > 0)
            {
                _amounts[name] = value;
            }
            else
            {
                _amounts.Remove(name);
            }
        }
    }

    public bool IsEmpty => _amounts.Count == 0;

    public IEnumerable<string> Names => _amounts.Keys;

    public static Bag Of(in ResourceVector vector, ResourceSchema schema)
    {
        Bag bag = new();
        for (int index = 0; index < schema.Count; index++)
        {
            ResourceKind kind = new(index);
            bag[schema.NameOf(kind)] = vector[kind];
        }

        return bag;
    }

    public ResourceVector ToVector(ResourceSchema schema)
    {
        ResourceVector vector = ResourceVector.Zero;
        for (int index = 0; index < schema.Count; index++)
        {
            ResourceKind kind = new(index);
            vector = vector.With(kind, this[schema.NameOf(kind)]);
        }

        return vector;
    }

    public void Add(Bag other)
    {
        foreach (string name in other.Names)
        {
            this[name] += other[name];
        }
    }

    public Bag Less(Bag other)
    {
        Bag rest = new();
        foreach (string name in Names)
        {
            rest[name] = this[name] - other[name];
        }

        return rest;
    }

    public bool Contains(Bag other)
    {
        foreach (string name in other.Names)
        {
            if (other[name] > this[name])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A fraction of two big integers; it can neither overflow nor round.</summary>
internal readonly record struct Ratio(BigInteger Numerator, BigInteger Denominator)
    : IComparable<Ratio>
{
    public static Ratio Zero => new(BigInteger.Zero, BigInteger.One);

    public static Ratio Of(DominantShare share) =>
        new(share.Amount, (BigInteger)share.Total * share.Weight);

    public int CompareTo(Ratio other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
}
