using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Where an agent puts its reports, in order. The host sends and clears them.</summary>
public sealed class AgentOutbox
{
    private readonly List<ClusterCommand> _reports = [];

    /// <summary>The reports that wait, in order.</summary>
    public IReadOnlyList<ClusterCommand> Reports => _reports;

    /// <summary>Adds a report.</summary>
    public void Add(ClusterCommand report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _reports.Add(report);
    }

    /// <summary>Forgets all reports.</summary>
    public void Clear() => _reports.Clear();
}
