namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What a role is promised and what it may not exceed.</summary>
internal sealed record SlowQuota(SlowQuantities Guarantees, SlowQuantities Limits)
{
    public static SlowQuota None { get; } = new(new(), new());

    public bool IsDefault => Guarantees.IsEmpty && Limits.IsEmpty;
}
