using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>An agent that is registered, connected or not.</summary>
internal sealed class ClusterAgent
{
    internal ClusterAgent(AgentProfile profile, AgentId id)
    {
        Profile = profile;
        Id = id;
        Ping = new ClusterTimer(TimerKind.Ping, profile.Id, this);
        Removal = new ClusterTimer(TimerKind.Removal, profile.Id, this);
    }

    internal string Name => Profile.Id;

    internal string Hostname => Profile.Hostname ?? Profile.Id;

    internal AgentId Id { get; }

    internal AgentProfile Profile { get; set; }

    /// <summary>Its connection; 0 when it has none.</summary>
    internal long Connection { get; set; }

    internal bool IsConnected => Connection != 0;

    /// <summary>An operator wants no offers of it.</summary>
    internal bool IsDeactivated { get; set; }

    internal DrainOrder? Drain { get; set; }

    internal bool IsDrained { get; set; }

    internal bool IsOffered => IsConnected && !IsDeactivated && Drain is null;

    /// <summary>The next ping, or the end of the time to come back after a fail-over.</summary>
    internal ClusterTimer Ping { get; }

    /// <summary>When the limiter lets it be marked unreachable.</summary>
    internal ClusterTimer Removal { get; }

    internal int MissedPings { get; set; }

    internal bool AwaitsPong { get; set; }

    internal TaskList Tasks { get; } = new(ofAgent: true);

    internal OfferList Offers { get; } = new(OfferListKind.OfAgent);

    /// <summary>Executors in the order in which they came.</summary>
    internal List<ClusterExecutor> Executors { get; } = [];

    /// <summary>Open inverse offers in the order in which they were made.</summary>
    internal List<InverseOffer> InverseOffers { get; } = [];

    internal ClusterExecutor? FindExecutor(ClusterFramework framework, string name)
    {
        foreach (ClusterExecutor executor in Executors)
        {
            if (executor.Framework == framework
                && string.Equals(executor.Name, name, StringComparison.Ordinal))
            {
                return executor;
            }
        }

        return null;
    }
}
