using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The open offers by key and by age, and the keys, which are never used again.
/// </summary>
internal sealed class OfferBook(int incarnation)
{
    private readonly Dictionary<long, OpenOffer> _numbers = [];
    private readonly List<OpenOffer> _spare = [];

    internal int Incarnation { get; set; } = incarnation;

    /// <summary>The number of the last key that was given away.</summary>
    internal long LastNumber { get; set; }

    internal OfferList ByAge { get; } = new(OfferListKind.ByAge);

    internal int Count => ByAge.Count;

    internal OfferKey NewKey() => new(Incarnation, ++LastNumber);

    internal OpenOffer Add(
        OfferKey key, ClusterFramework framework, ClusterAgent agent, RoleId role, Timestamp now)
    {
        OpenOffer offer = Take();
        offer.Key = key;
        offer.Framework = framework;
        offer.Agent = agent;
        offer.Role = role;
        offer.Row = -1;
        offer.MadeAt = now;
        ByAge.Add(offer);
        agent.Offers.Add(offer);
        framework.Offers.Add(offer);
        _numbers.Add(key.Number, offer);
        return offer;
    }

    /// <summary>The open offer of a key, or null.</summary>
    internal OpenOffer? Find(OfferKey key) =>
        key.Incarnation == Incarnation ? _numbers.GetValueOrDefault(key.Number) : null;

    internal void Remove(OpenOffer offer)
    {
        _numbers.Remove(offer.Key.Number);
        ByAge.Remove(offer);
        offer.Agent.Offers.Remove(offer);
        offer.Framework.Offers.Remove(offer);
        offer.Agent = null!;
        offer.Framework = null!;
        offer.Resources = null;
        _spare.Add(offer);
    }

    private OpenOffer Take()
    {
        if (_spare.Count == 0)
        {
            return new OpenOffer();
        }

        OpenOffer offer = _spare[^1];
        _spare.RemoveAt(_spare.Count - 1);
        return offer;
    }
}
