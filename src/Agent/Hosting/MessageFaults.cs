using Microsoft.Extensions.Logging;
using Offers.Wire;

namespace Offers.Agents.Hosting;

/// <summary>
/// Messages that cannot be sent, of which each is told once: the agent tries them again and again.
/// </summary>
/// <param name="log">For people.</param>
internal sealed class MessageFaults(ILogger log)
{
    private const int Bound = 1_024;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Says what cannot be sent and why, unless it was said.</summary>
    internal void Tell(string what, WireException why)
    {
        lock (_told)
        {
            if (_told.Count == Bound)
            {
                _told.Clear();
            }

            if (_told.Add(what))
            {
                HostLog.NotSent(log, what, why.Message);
            }
        }
    }

    /// <summary>Says that so many reports wait for the master.</summary>
    internal void TellSlow(int reports) => HostLog.SlowMaster(log, reports);
}
