using System.Collections.Generic;

namespace Offers;

/// <content>What is in the books, by name; for tests and for looking on.</content>
public sealed partial class Cluster
{
    internal ClusterAgent? FindAgent(string name) => _agentNames.GetValueOrDefault(name);

    internal LostAgent? FindLost(string name) => _lost.Find(name);

    internal ClusterFramework? FindFramework(string name) =>
        _frameworkNames.GetValueOrDefault(name);

    internal bool IsOpen(OfferKey offer) => _offers.Find(offer) is not null;

    internal bool HasEnded(string framework) => _completedFrameworks.Contains(framework);

    internal bool IsHostDown(string host) => IsDown(host);
}
