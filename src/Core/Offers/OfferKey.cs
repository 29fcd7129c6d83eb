namespace Offers;

/// <summary>
/// The name of an offer, or of an inverse offer, towards frameworks: it is never used again, not by
/// a restarted master either.
/// </summary>
/// <param name="Incarnation">Which life of the master made it; 1 or more.</param>
/// <param name="Number">Which one in that life; 1 or more. 0 is no offer.</param>
public readonly record struct OfferKey(int Incarnation, long Number)
{
    /// <summary>The text form, <c>3-17</c>.</summary>
    public override string ToString() => $"{Incarnation}-{Number}";
}
