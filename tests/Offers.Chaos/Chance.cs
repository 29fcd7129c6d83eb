namespace Offers.Chaos;

/// <summary>
/// The chance of one entity: numbers that depend on the seed, the entity's name and how many it
/// drew before, so that what others do, or that they are taken away, changes none of them.
/// </summary>
internal sealed class Chance
{
    private readonly ulong _key;
    private ulong _draws;

    public Chance(ulong seed, string entity)
    {
        StableHash hash = default;
        hash.Add((long)seed);
        hash.Add(entity);
        _key = hash.Value;
    }

    public ulong Next() => StableHash.Mix(_key + (++_draws * 0x9E3779B97F4A7C15UL));

    /// <summary>0 up to the bound, which is not reached.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)Math.Max(1, bound));

    public long Below(long bound) => (long)(Next() % (ulong)Math.Max(1, bound));

    public bool PerMille(int share) => Below(1000) < share;

    public bool Half() => Below(2) == 0;

    public TimeSpan Upto(double seconds) =>
        new(Below((long)(seconds * TimeSpan.TicksPerSecond) + 1));

    /// <summary>Mostly short, sometimes up to the bound: a third of each scale.</summary>
    public TimeSpan Skewed(double seconds) => Upto(Below(3) switch
    {
        0 => seconds,
        1 => seconds / 10,
        _ => seconds / 100,
    });

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];
}
