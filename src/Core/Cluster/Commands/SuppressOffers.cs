namespace Offers;

/// <summary>SUPPRESS: no offers for some roles. One role that is not its voids the call.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Roles">Which; the empty list is all.</param>
public sealed record SuppressOffers(string Framework, ValueList<string> Roles)
    : FrameworkCall(Framework);
