using System;

namespace Offers;

/// <summary>DECLINE: gives offers back; keys that are no open offer of its do nothing.</summary>
/// <param name="Framework">Whose offers.</param>
/// <param name="Offers">Which.</param>
public sealed record DeclineOffers(string Framework, ValueList<OfferKey> Offers)
    : FrameworkCall(Framework)
{
    /// <summary>As <see cref="AcceptOffers.Refusal"/>.</summary>
    public TimeSpan Refusal { get; init; } = AllocatorOptions.DefaultRefusal;
}
