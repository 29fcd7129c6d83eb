namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What runs have sent out, in the order in which it is shown.</summary>
internal sealed class SlowEffects
{
    /// <summary>Pieces for the same framework, role and agent are one offer.</summary>
    public SortedDictionary<(string Framework, string Role, string Agent), SlowResources> Offers
    {
        get;
    } = [];

    public SortedSet<(string Framework, string Agent)> InverseOffers { get; } = [];

    public void Add((string Framework, string Role, string Agent) to, SlowResources piece) =>
        Offers[to] = Offers.GetValueOrDefault(to, SlowResources.None).Plus(piece);
}
