using System;

namespace Offers;

/// <summary>
/// A weighted shuffle without replacement, the order of the random sorter (MESOS-8936): the first
/// leaf is drawn with a probability in proportion to its weight, the next among the rest likewise.
/// </summary>
/// <remarks>
/// Ordering u^(1/w) descending, u uniform, has that law (Efraimidis and Spirakis, 2006); so has its
/// logarithm -ln(u)/w ascending, which neither under- nor overflows. Each u is a keyed hash of
/// (seed, run, stage, agent, leaf): the leaves of a subset come in the same order as they do among
/// all, and nothing depends on who drew before.
/// </remarks>
internal static class SuccessiveSampling
{
    /// <summary>What all leaves draw from at one agent in one stage of one run.</summary>
    internal static ulong Stream(ulong seed, long run, int stage, ulong agent)
    {
        StableHash hash = default;
        hash.Add((long)seed);
        hash.Add(run);
        hash.Add(stage);
        hash.Add((long)agent);
        return hash.Value;
    }

    /// <summary>Draws the lot of one leaf.</summary>
    /// <param name="stream">From <see cref="Stream"/>.</param>
    /// <param name="name">The hash of the leaf's name.</param>
    /// <param name="leaf">The leaf's index, which the lot carries.</param>
    /// <param name="weight">Above 0; only ratios to other leaves' matter.</param>
    internal static Lot Draw(ulong stream, ulong name, int leaf, double weight)
    {
        ulong bits = StableHash.Mix(stream + StableHash.Mix(name));

        // The middle of one of 2^53 equal parts of (0, 1): neither end can be drawn.
        double unit = ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));
        return new Lot(-StableMath.Log(unit) / weight, name, leaf);
    }

    /// <summary>Puts lots in their order. O(n log n); allocates nothing.</summary>
    internal static void Sort(Span<Lot> lots) => lots.Sort();

    /// <summary>
    /// The relative weight of each node of a tree: its parent's times its own part of the weights
    /// of those siblings, itself included, that have an active leaf. Those of the active leaves add
    /// up to 1; a node without an active leaf has 0. O(nodes).
    /// </summary>
    /// <param name="nodes">Parents before their children; the own part of a role that has
    /// children is a leaf of weight 1 beside them.</param>
    /// <param name="siblings">Room for as many numbers as nodes, overwritten.</param>
    /// <param name="relative">The result, node by node.</param>
    internal static void RelativeWeights(
        ReadOnlySpan<WeightedNode> nodes, Span<long> siblings, Span<double> relative)
    {
        // First whether there is an active leaf below, as 1 or 0 ...
        for (int i = 0; i < nodes.Length; i++)
        {
            relative[i] = nodes[i].IsActiveLeaf ? 1 : 0;
            siblings[i] = 0;
        }

        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            int parent = nodes[i].Parent;
            if (relative[i] > 0 && parent >= 0)
            {
                relative[parent] = 1;
                siblings[parent] += nodes[i].Weight;
            }
        }

        // ... then the products, from the root down.
        long roots = RootWeights(nodes, relative);
        for (int i = 0; i < nodes.Length; i++)
        {
            int parent = nodes[i].Parent;
            double part = nodes[i].Weight / (double)(parent < 0 ? roots : siblings[parent]);
            relative[i] = relative[i] > 0 ? part * (parent < 0 ? 1 : relative[parent]) : 0;
        }
    }

    private static long RootWeights(
        ReadOnlySpan<WeightedNode> nodes, ReadOnlySpan<double> relative)
    {
        long sum = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            sum += nodes[i].Parent < 0 && relative[i] > 0 ? nodes[i].Weight : 0;
        }

        return sum;
    }
}
