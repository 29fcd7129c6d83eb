namespace Offers;

/// <summary>An agent in an <see cref="AllocatorSnapshot"/>.</summary>
/// <param name="Name">Its external name.</param>
/// <param name="Id">Its id, which survives.</param>
/// <param name="Total">All its resources.</param>
public sealed record AgentSnapshot(string Name, AgentId Id, ResourceSet Total)
{
    /// <summary>The name of its machine.</summary>
    public string Hostname { get; init; } = Name;

    /// <summary>What is known about it.</summary>
    public AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    /// <summary>Where it is; null when it does not say so.</summary>
    public Domain? Domain { get; init; }

    /// <summary>What it can do.</summary>
    public AgentCapabilities Capabilities { get; init; } = AgentCapabilities.All;

    /// <summary>Whether it is offered at all.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether somebody might want what is free there: a run has to look.</summary>
    public bool IsDirty { get; init; }

    /// <summary>Whether the pending run was asked for over it.</summary>
    public bool IsCandidate { get; init; }

    /// <summary>
    /// Whether it came while runs were paused, after a run over all was asked for.
    /// </summary>
    public bool IsLateComer { get; init; }

    /// <summary>When it is to be taken down; null when it is not.</summary>
    public MaintenanceSnapshot? Maintenance { get; init; }
}
