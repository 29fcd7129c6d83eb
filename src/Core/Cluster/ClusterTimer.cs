namespace Offers;

/// <summary>
/// A moment at which something is to be looked at. Timers are ordered by moment, kind and name: a
/// total order that a restart does not change.
/// </summary>
internal sealed class ClusterTimer(TimerKind kind, string name, object owner)
{
    internal TimerKind Kind { get; } = kind;

    internal string Name { get; } = name;

    internal object Owner { get; } = owner;

    /// <summary>Meaningful while it is set.</summary>
    internal Timestamp Due { get; set; }

    /// <summary>Its place in the heap; -1 while it is not set.</summary>
    internal int Place { get; set; } = -1;

    internal bool IsSet => Place >= 0;

    internal int CompareTo(ClusterTimer other)
    {
        int order = Due.CompareTo(other.Due);
        order = order == 0 ? Kind.CompareTo(other.Kind) : order;
        return order == 0 ? string.CompareOrdinal(Name, other.Name) : order;
    }
}
