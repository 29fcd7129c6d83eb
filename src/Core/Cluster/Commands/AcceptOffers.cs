using System;

namespace Offers;

/// <summary>
/// ACCEPT: uses offers of one agent and role (semantics 2.3). What no operation uses or changes is
/// declined.
/// </summary>
/// <param name="Framework">Whose offers.</param>
/// <param name="Offers">At least one, none twice.</param>
/// <param name="Operations">What to do with them, in order; none declines.</param>
public sealed record AcceptOffers(
    string Framework, ValueList<OfferKey> Offers, ValueList<OfferOperation> Operations)
    : FrameworkCall(Framework)
{
    /// <summary>
    /// How long the rest is not to be offered again: 5 s by default, zero is no filter, negative is
    /// 5 s, above 365 days is 365 days.
    /// </summary>
    public TimeSpan Refusal { get; init; } = AllocatorOptions.DefaultRefusal;
}
