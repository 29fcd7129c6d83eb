using System;

namespace Offers;

/// <summary>When hosts are taken down for maintenance.</summary>
/// <param name="Hosts">Host names; at least one.</param>
/// <param name="Start">From when.</param>
/// <param name="Length">For how long; null is without an end.</param>
public sealed record MaintenanceWindow(
    ValueList<string> Hosts, Timestamp Start, TimeSpan? Length);
