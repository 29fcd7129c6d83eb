using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Counts of refusals by reason, in order of first occurrence; as many as there are resources and
/// constraints at most, and two.
/// </summary>
internal sealed class RefusalCounts
{
    private readonly List<OfferRefusalCount> _counts = [];

    internal void Add(OfferRefusalReason reason, string detail)
    {
        int index = _counts.FindIndex(count => count.Reason == reason
            && string.Equals(count.Detail, detail, StringComparison.Ordinal));
        if (index < 0)
        {
            _counts.Add(new OfferRefusalCount(reason, detail, 1));
        }
        else
        {
            _counts[index] = _counts[index] with { Count = _counts[index].Count + 1 };
        }
    }

    internal void Clear() => _counts.Clear();

    internal ValueList<OfferRefusalCount> ToList() =>
        ValueLists.Of<OfferRefusalCount>(_counts.ToArray());
}
