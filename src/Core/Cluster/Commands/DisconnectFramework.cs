namespace Offers;

/// <summary>The connection of a scheduler is broken. No call: no rate limit counts it.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Connection">
/// Which connection; another than the current one is of no interest.
/// </param>
public sealed record DisconnectFramework(string Framework, long Connection) : ClusterCommand;
