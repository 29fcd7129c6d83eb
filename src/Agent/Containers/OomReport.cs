using System.Globalization;

namespace Offers.Agents.Containers;

/// <summary>
/// A container ran into its hard memory limit; the kernel kills a process of it. It becomes
/// <see cref="TaskReason"/> CONTAINER_LIMITATION_MEMORY.
/// </summary>
/// <param name="Name">The container.</param>
/// <param name="UsageBytes">Memory when the report was made, in bytes.</param>
/// <param name="PeakBytes">The most it has had, in bytes.</param>
/// <param name="LimitBytes">Its hard limit in bytes; null is none.</param>
/// <param name="LimitHits">How often memory was refused at first, in times.</param>
/// <param name="Kills">
/// Processes killed so far; may be 0 still, because the event comes before the kill.
/// </param>
public sealed record OomReport(
    string Name, long UsageBytes, long PeakBytes, long? LimitBytes, long LimitHits, long Kills)
{
    /// <summary>For the message of a status update.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"memory limit exceeded: limit {LimitBytes?.ToString(CultureInfo.InvariantCulture)
            ?? "none"} bytes, usage {UsageBytes} bytes, peak {PeakBytes} bytes, {LimitHits} "
        + $"times at the limit, {Kills} killed");
}
