namespace Offers;

/// <summary>Open offers in the order in which they were made, linked through themselves.</summary>
internal sealed class OfferList(OfferListKind kind)
{
    private OpenOffer? _last;

    internal OpenOffer? First { get; private set; }

    internal int Count { get; private set; }

    internal OpenOffer? After(OpenOffer offer) => Links(offer).Next;

    internal void Add(OpenOffer offer)
    {
        ref OfferLinks links = ref Links(offer);
        links.Previous = _last;
        links.Next = null;
        if (_last is null)
        {
            First = offer;
        }
        else
        {
            Links(_last).Next = offer;
        }

        _last = offer;
        Count++;
    }

    internal void Remove(OpenOffer offer)
    {
        ref OfferLinks links = ref Links(offer);
        if (links.Previous is null)
        {
            First = links.Next;
        }
        else
        {
            Links(links.Previous).Next = links.Next;
        }

        if (links.Next is null)
        {
            _last = links.Previous;
        }
        else
        {
            Links(links.Next).Previous = links.Previous;
        }

        links = default;
        Count--;
    }

    private ref OfferLinks Links(OpenOffer offer)
    {
        switch (kind)
        {
            case OfferListKind.ByAge:
                return ref offer.ByAge;
            case OfferListKind.OfAgent:
                return ref offer.OfAgent;
            default:
                return ref offer.OfFramework;
        }
    }
}
