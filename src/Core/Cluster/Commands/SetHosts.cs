namespace Offers;

/// <summary>The whitelist: only agents on these hosts are offered.</summary>
/// <param name="Hosts">The host names; null ends the list.</param>
public sealed record SetHosts(ValueList<string>? Hosts) : ClusterCommand;
