namespace Offers.Simulation;

/// <summary>Which machines an allocator can ever offer to the frameworks of a workload.</summary>
internal sealed class OfferRules
{
    private readonly IReadOnlyList<ResourceVector> _least;
    private readonly ResourceKind _gpus;
    private readonly bool _hidesGpus;

    internal OfferRules(
        ResourceSchema schema, AllocatorOptions options, FrameworkCapabilities capabilities)
    {
        _gpus = schema.Add("gpus", "gpu");
        _hidesGpus = options.FilterGpuAgents
            && !capabilities.HasFlag(FrameworkCapabilities.GpuResources);
        _least = options.MinimumOffers ??
        [
            ResourceText.Parse("cpus:0.01", schema),
            ResourceText.Parse("mem:32", schema),
        ];
    }

    /// <summary>
    /// Whether the machine, when empty, is at least a minimum offer and not hidden for its gpus.
    /// </summary>
    internal bool CanOffer(Machine machine) =>
        (_least.Count == 0 || _least.Any(size => size.Fits(machine.Capacity)))
        && !(_hidesGpus && machine.Capacity[_gpus] > 0);
}
