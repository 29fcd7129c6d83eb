namespace Offers.Chaos;

/// <summary>It wants everything and uses nothing: it counts what it is offered.</summary>
internal sealed class Prober(World world) : Peer(world, "prober")
{
    private const string Id = "prober";

    private readonly Dictionary<OfferKey, HeldOffer> _offers = [];

    public override bool WantsConnection => true;

    public void Start() => ConnectSoon();

    public bool HasAll(List<AgentNode> agents) =>
        agents.TrueForAll(a => HasAll(Offered(a.Model.Name), Usable(a.Model.Total)));

    public string Missing(List<AgentNode> agents) => string.Join("; ", agents
        .Where(a => !HasAll(Offered(a.Model.Name), Usable(a.Model.Total))).Select(
        a => $"{a.Model.Name} is offered with {Offered(a.Model.Name)} of {a.Model.Total}"));

    private ValueList<string> Roles => World.Master.Options.Roles
        ?? ["web", "batch", "eng/web", "eng/ads", "ml", "eng", "*"];

    protected override void OnConnected(long connection) => Send([new Subscribe(
        new FrameworkProfile(Id, new FrameworkDescription
        {
            Roles = Roles,
            // The smallest piece is welcome, too.
            Minimums = [.. Roles.Select(r => new RoleMinimum(r, []))],
            Capabilities = FrameworkCapabilities.MultiRole | FrameworkCapabilities.GpuResources
                | FrameworkCapabilities.RevocableResources | FrameworkCapabilities.SharedResources
                | FrameworkCapabilities.ReservationRefinement
                | FrameworkCapabilities.PartitionAware,
        }),
        connection)
    {
        Force = true,
    }]);

    protected override void OnBroken() => _offers.Clear();

    protected override void Receive(object message)
    {
        switch (message)
        {
            case OfferReceived offer:
                _offers[offer.Offer] = new HeldOffer(
                    offer.Offer, offer.Agent, offer.Role, offer.Resources, default);
                break;
            case OfferRescinded rescinded:
                _offers.Remove(rescinded.Offer);
                break;
        }
    }

    private bool HasAll(ResourceSet offered, ResourceSet usable) =>
        World.Master.IsOptimistic ? offered.Contains(usable) : offered.Equals(usable);

    /// <summary>Without what is reserved for roles that nobody may have here.</summary>
    private ResourceSet Usable(ResourceSet total)
    {
        foreach (ResourceItem item in total.Items())
        {
            total = Roles.Any(item.Identity.IsUsableBy)
                ? total
                : total - ResourceSet.Parse(World.Schema, item.ToString());
        }
        return total;
    }

    private ResourceSet Offered(string agent)
    {
        ResourceSet all = ResourceSet.Empty;
        foreach (HeldOffer offer in _offers.Values)
        {
            all = offer.Agent == agent ? all + offer.Resources : all;
        }
        return all;
    }
}
