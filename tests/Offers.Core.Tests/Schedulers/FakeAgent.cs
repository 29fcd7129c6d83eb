namespace Offers.Core.Tests.Schedulers;

internal sealed class FakeAgent(string name, ResourceSet total)
{
    internal string Name { get; } = name;

    internal ResourceSet Total { get; } = total;

    internal AgentAttributes Attributes { get; init; } = AgentAttributes.Empty;

    internal Domain? Domain { get; init; }

    internal ResourceSet Free { get; set; } = total;

    internal bool IsConnected { get; set; } = true;

    internal OfferKey? Offer { get; set; }

    internal ResourceSet Offered { get; set; } = ResourceSet.Empty;

    internal Timestamp RefusedUntil { get; set; }

    internal ResourceSet Refused { get; set; } = ResourceSet.Empty;

    internal PlacementSite Site => new(Name) { Attributes = Attributes, Domain = Domain };
}
