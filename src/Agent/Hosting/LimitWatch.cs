using Offers.Agents.Containers;

namespace Offers.Agents.Hosting;

/// <summary>A memory limit that is watched.</summary>
/// <param name="Report">The first time that it was met; cancelled when it is watched no more.
/// </param>
/// <param name="Told">Completes when the agent was told, or never will be.</param>
internal sealed record LimitWatch(Task<OomReport> Report, Task Told);
