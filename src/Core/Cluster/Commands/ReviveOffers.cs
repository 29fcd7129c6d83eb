namespace Offers;

/// <summary>
/// REVIVE: offers for some roles again, filters cleared. One role that is not its voids the call.
/// </summary>
/// <param name="Framework">Whose.</param>
/// <param name="Roles">Which; the empty list is all.</param>
public sealed record ReviveOffers(string Framework, ValueList<string> Roles)
    : FrameworkCall(Framework);
