using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Where a scheduler puts its calls, in order. The host sends and clears them.</summary>
public sealed class SchedulerOutbox
{
    private readonly List<ClusterCommand> _calls = [];

    /// <summary>The calls that wait, in order.</summary>
    public IReadOnlyList<ClusterCommand> Calls => _calls;

    /// <summary>Adds a call.</summary>
    public void Add(ClusterCommand call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _calls.Add(call);
    }

    /// <summary>Forgets all calls.</summary>
    public void Clear() => _calls.Clear();
}
