using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Victims that belong together, the better ones first, and what is lost with them.
/// </summary>
internal sealed class VictimSet
{
    private readonly VictimCandidate[] _victims;
    private readonly DominantShare _lost;

    internal VictimSet(
        List<VictimCandidate> victims, int gained, in ResourceVector lost, in ResourceVector total)
    {
        _victims = victims.ToArray();
        _lost = lost.DominantShare(total);
        Gained = gained;
    }

    internal int Count => _victims.Length;

    internal int Gained { get; }

    internal IReadOnlyList<VictimCandidate> Victims => _victims;

    /// <summary>
    /// Whether it comes before another one: more is gained, then fewer victims, then less is lost,
    /// then its worst victim is better, then its second worst, and so on. A total order, because
    /// ranks are unique.
    /// </summary>
    internal bool IsBetterThan(VictimSet? other)
    {
        if (other is null || Gained != other.Gained || Count != other.Count)
        {
            return other is null || Gained > other.Gained
                || (Gained == other.Gained && Count < other.Count);
        }

        int order = _lost.CompareTo(other._lost);
        for (int i = Count - 1; i >= 0 && order == 0; i--)
        {
            order = _victims[i].Rank.CompareTo(other._victims[i].Rank);
        }

        return order < 0;
    }
}
