namespace Offers.Agents.Processes;

/// <summary>What one look at a task found.</summary>
/// <param name="IsHealthy">Whether all is well.</param>
/// <param name="Code">The exit status or HTTP status; 1 or 0 for a connection made or not.</param>
/// <param name="Detail">In words.</param>
internal readonly record struct ProbeResult(bool IsHealthy, int Code, string Detail);
