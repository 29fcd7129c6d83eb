using System;

namespace Offers;

/// <summary>
/// ACCEPT_INVERSE_OFFERS or DECLINE_INVERSE_OFFERS: informative only (semantics 2.8).
/// </summary>
/// <param name="Framework">Whose.</param>
/// <param name="Offers">Which; keys that are none of its inverse offers are passed over.</param>
/// <param name="Answer">What it says.</param>
public sealed record AnswerInverseOffers(
    string Framework, ValueList<OfferKey> Offers, InverseOfferAnswer Answer)
    : FrameworkCall(Framework)
{
    /// <summary>How long it wants no other; as <see cref="AcceptOffers.Refusal"/>.</summary>
    public TimeSpan Refusal { get; init; } = AllocatorOptions.DefaultRefusal;
}
