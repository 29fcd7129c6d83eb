using System.Collections.Generic;

namespace Offers;

/// <summary>A framework in the master's books.</summary>
internal sealed class ClusterFramework
{
    internal ClusterFramework(FrameworkProfile profile, FrameworkId id)
    {
        Profile = profile;
        Id = id;
        Failover = new ClusterTimer(TimerKind.Failover, profile.Id, this);
    }

    internal string Name => Profile.Id;

    internal FrameworkId Id { get; }

    internal FrameworkProfile Profile { get; set; }

    /// <summary>Its connection; 0 when it has none.</summary>
    internal long Connection { get; set; }

    internal bool IsConnected => Connection != 0;

    /// <summary>Known from agents only, not subscribed since the master's fail-over.</summary>
    internal bool IsRecovered { get; set; }

    /// <summary>When it is removed if it does not come back.</summary>
    internal ClusterTimer Failover { get; }

    internal TaskList Tasks { get; } = new(ofAgent: false);

    internal OfferList Offers { get; } = new(OfferListKind.OfFramework);

    /// <summary>Tasks by name; looked up only.</summary>
    internal Dictionary<string, ClusterTask> Names { get; } = new(System.StringComparer.Ordinal);

    internal TaskHistory Unreachable { get; } = new();

    internal TaskHistory Completed { get; } = new();

    /// <summary>Operations with an id, in the order in which they came.</summary>
    internal List<ClusterOperation> Operations { get; } = [];

    internal FrameworkCapabilities Capabilities => Profile.Description.Capabilities;

    internal bool IsPartitionAware =>
        (Capabilities & FrameworkCapabilities.PartitionAware) != FrameworkCapabilities.None;

    internal ClusterOperation? FindOperation(string id)
    {
        foreach (ClusterOperation operation in Operations)
        {
            if (string.Equals(operation.Id, id, System.StringComparison.Ordinal))
            {
                return operation;
            }
        }

        return null;
    }
}
