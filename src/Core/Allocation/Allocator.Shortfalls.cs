using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// What an offer would be made of: all that is usable, or if that is enough, what is left of it
    /// after capabilities and quota.
    /// </summary>
    private ReadOnlySpan<long> CountsForOffer(int client)
    {
        Portion offer = IsLargeEnough(client, _usable) ? _draft : _usable;
        offer.Plain.CopyTo(_amounts);
        offer.Marked.AddCountsTo(_amounts);
        return _amounts;
    }

    /// <summary>
    /// The alternative of the minimum that comes closest, and the kind that it lacks most of.
    /// </summary>
    private Verdict Short(Verdict verdict, int client, ReadOnlySpan<long> there)
    {
        Verdict best = verdict;
        foreach (ResourceVector minimum in MinimumsFor(client))
        {
            Verdict worst = verdict;
            for (int i = 0; i < minimum.LaneCount && i < there.Length; i++)
            {
                long needed = minimum.Lane(i);
                if (needed > there[i]
                    && (worst.Kind is null || IsWorse(needed, there[i], in worst)))
                {
                    worst = verdict with
                    {
                        Kind = new ResourceKind(i),
                        Needed = needed,
                        Found = there[i],
                    };
                }
            }

            bool first = best.Kind is null;
            if (worst.Kind is not null
                && (first || !IsWorse(worst.Needed, worst.Found, in best)))
            {
                best = worst;
            }
        }

        return best.Kind is null ? Nothing(verdict, there) : best;
    }

    /// <summary>Anything would do, and there is nothing: the least of the first kind.</summary>
    private Verdict Nothing(Verdict verdict, ReadOnlySpan<long> there)
    {
        int kind = _usable.Plain.IndexOfAnyExcept(0L);
        return kind < 0 ? verdict : verdict with
        {
            Kind = new ResourceKind(kind),
            Needed = 1,
            Found = there[kind],
        };
    }

    /// <summary>Whether a larger part is missing here than there.</summary>
    private static bool IsWorse(long needed, long found, in Verdict other) =>
        (Int128)(needed - found) * other.Needed > (Int128)other.Missing * needed;

    private Verdict WithShape(Verdict verdict)
    {
        for (int i = 0; i < _shape!.Length; i++)
        {
            long there = _room[i];
            if (_shape[i] > there)
            {
                return verdict with
                {
                    Kind = new ResourceKind(i),
                    Needed = _shape[i],
                    Found = there,
                };
            }
        }

        return verdict;
    }

    private IEnumerable<ResourceVector> MinimumsFor(int client)
    {
        if (_clients.Minimums(client) is { } own)
        {
            foreach (ResourceVector minimum in own)
            {
                yield return minimum;
            }

            yield break;
        }

        for (int i = 0; i < _minimumOfferCount; i++)
        {
            yield return ResourceVector.FromLanes(_minimumOffers.Row(i));
        }
    }
}
