namespace Offers;

/// <summary>The neighbours of an offer in one list.</summary>
internal struct OfferLinks
{
    internal OpenOffer? Previous;
    internal OpenOffer? Next;
}
