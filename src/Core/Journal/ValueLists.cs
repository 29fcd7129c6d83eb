using System;

namespace Offers;

/// <summary>Makes <see cref="ValueList{T}"/>s.</summary>
public static class ValueLists
{
    /// <summary>A list of copies of these elements. O(elements).</summary>
    public static ValueList<T> Of<T>(ReadOnlySpan<T> items) =>
        items.IsEmpty ? ValueList<T>.Empty : new ValueList<T>(items.ToArray());
}
