namespace Offers.Simulation;

/// <summary>
/// A named stream of random numbers, split from one seed: what one consumer draws does not shift
/// another's numbers, so that policies see the same workload (common random numbers).
/// </summary>
/// <remarks>
/// SplitMix (Steele, Lea and Flood, OOPSLA 2014): a counter through a 64-bit mixer.
/// </remarks>
internal sealed class RandomStream
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    private ulong _state;

    internal RandomStream(ulong seed, string name) =>
        _state = StableHash.Mix(seed ^ StableHash.Of(name));

    internal ulong Next() => StableHash.Mix(_state += Step);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    internal double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 ... bound - 1, without bias (Lemire 2019, by rejection).</summary>
    internal int NextBelow(int bound)
    {
        ulong range = (ulong)bound;
        UInt128 product = (UInt128)Next() * range;
        ulong threshold = (0 - range) % range;
        while ((ulong)product < threshold)
        {
            product = (UInt128)Next() * range;
        }

        return (int)(product >> 64);
    }

    /// <summary>Exponential with the given mean.</summary>
    internal double NextExponential(double mean) => -mean * StableMath.Log(1 - NextUnit());

    /// <summary>A uniformly random order of 0 ... count - 1.</summary>
    internal int[] Permutation(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            int other = NextBelow(i + 1);
            order[i] = order[other];
            order[other] = i;
        }

        return order;
    }
}
