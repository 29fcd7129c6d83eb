namespace Offers;

/// <summary>An open offer in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Id">Its id, which survives.</param>
/// <param name="Framework">To whom.</param>
/// <param name="Role">In which role.</param>
/// <param name="Agent">Where.</param>
/// <param name="Resources">What; not nothing.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Run">In which run; 0 or more.</param>
public sealed record OfferSnapshot(
    OfferId Id, string Framework, string Role, string Agent, ResourceSet Resources,
    Timestamp MadeAt, long Run);
