namespace Offers;

/// <summary>What an agent says of itself when it registers.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Resources">All it has.</param>
public sealed record AgentProfile(string Id, ResourceSet Resources)
{
    /// <summary>Its host's name; null, the default, means <see cref="Id"/>.</summary>
    public string? Hostname { get; init; }

    /// <summary>What it says of itself for offer constraints; nothing by default.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>What it can handle; everything by default.</summary>
    public AgentCapabilities Capabilities { get; init; } = AgentCapabilities.All;

    /// <summary>Where it stands; null, the default, is unknown.</summary>
    public Domain? Domain { get; init; }

    /// <summary>
    /// The version of its protocol; below <see cref="ClusterOptions.LeastAgentVersion"/> it is
    /// refused. 1 by default.
    /// </summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// How often its resources have changed other than by the operations that the master sent it;
    /// 0, the default, when it does not count. The agent drops operations which the master sent
    /// without knowing of the last change, and the master books no total twice (Mesos: resource
    /// version).
    /// </summary>
    public long ResourceVersion { get; init; }
}
