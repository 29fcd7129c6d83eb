using System;

namespace Offers;

/// <summary>
/// What one leaf drew: the place that chance gives it in one order. Smaller keys come first; ties
/// end in the name's hash and the leaf.
/// </summary>
/// <param name="Key">An exponential of mean 1 / weight; above 0.</param>
/// <param name="Name">The hash of the leaf's name.</param>
/// <param name="Leaf">The leaf's index.</param>
internal readonly record struct Lot(double Key, ulong Name, int Leaf) : IComparable<Lot>
{
    public int CompareTo(Lot other)
    {
        int order = Key.CompareTo(other.Key);
        order = order != 0 ? order : Name.CompareTo(other.Name);
        return order != 0 ? order : Leaf.CompareTo(other.Leaf);
    }
}
