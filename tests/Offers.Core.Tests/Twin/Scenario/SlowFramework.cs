namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Offers of this role on this agent that fit into what was refused are hidden.</summary>
/// <param name="Until">Ticks.</param>
/// <param name="Batches">How many batches had run when it was made.</param>
internal sealed record SlowFilter(
    string Role, string Agent, SlowResources Refused, long Until, long Batches);

/// <summary>No inverse offer for this agent.</summary>
/// <param name="Until">Ticks.</param>
/// <param name="IsLong">Longer than the interval: gone before a batch at the same instant.</param>
internal sealed record SlowInverseFilter(string Agent, long Until, bool IsLong);

/// <summary>What a framework says about itself, all of which an update replaces.</summary>
internal sealed record SlowFrameworkInfo
{
    public required IReadOnlyList<string> Roles { get; init; }

    public IReadOnlyList<string> Suppressed { get; init; } = [];

    public IReadOnlySet<string> Capabilities { get; init; } = new HashSet<string>();

    public IReadOnlyDictionary<string, IReadOnlyList<SlowQuantities>> MinimumSizes { get; init; } =
        new Dictionary<string, IReadOnlyList<SlowQuantities>>();

    public SlowConstraints Constraints { get; init; } = SlowConstraints.None;
}

internal sealed class SlowFramework(string id, SlowFrameworkInfo info, bool isActive)
{
    public string Id { get; } = id;

    public SlowFrameworkInfo Info { get; set; } = info;

    public bool IsActive { get; set; } = isActive;

    public SortedSet<string> Suppressed { get; } = new(info.Suppressed, StringComparer.Ordinal);

    public List<SlowFilter> Filters { get; } = [];

    public List<SlowInverseFilter> InverseFilters { get; } = [];

    /// <summary>
    /// Per active role: when it became active or was last offered something, and in which order.
    /// </summary>
    public Dictionary<string, (long Moment, long Sequence)> Moments { get; } =
        new(StringComparer.Ordinal);

    public bool Has(string capability) => Info.Capabilities.Contains(capability);

    public bool IsActiveIn(string role) =>
        IsActive && Info.Roles.Contains(role) && !Suppressed.Contains(role);
}
