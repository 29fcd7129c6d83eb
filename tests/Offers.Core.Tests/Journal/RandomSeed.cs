namespace Offers.Core.Tests.Journal;

/// <summary>A seed of the day, or the one in OFFERS_SEED to repeat a finding.</summary>
internal static class RandomSeed
{
    internal static int Next() =>
        int.TryParse(Environment.GetEnvironmentVariable("OFFERS_SEED"), out int given)
            ? given
            : Environment.TickCount;
}
