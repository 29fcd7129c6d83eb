namespace Offers;

/// <summary>Only agents on listed hosts are offered from now on.</summary>
/// <param name="Hosts">The host names; null ends the list, the empty list offers nothing.</param>
public sealed record SetWhitelist(ValueList<string>? Hosts) : Command;
