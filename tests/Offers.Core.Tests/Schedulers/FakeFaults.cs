namespace Offers.Core.Tests.Schedulers;

/// <summary>What the network between the fake master and a scheduler does.</summary>
internal sealed record FakeFaults
{
    internal static FakeFaults None { get; } = new();

    internal static FakeFaults Many { get; } = new()
    {
        LossPercent = 10,
        DoublePercent = 10,
        MostDelay = TimeSpan.FromSeconds(8),
    };

    internal int LossPercent { get; init; }

    internal int DoublePercent { get; init; }

    internal TimeSpan MostDelay { get; init; }
}
