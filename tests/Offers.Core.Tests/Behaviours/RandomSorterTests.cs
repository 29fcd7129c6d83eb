using Offers.Core.Tests.Fairness;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 13 of the behaviours page through the allocator: one agent holds a part for each client
/// that only that client can take, so that one run offers them in the order of the sorter. S40, the
/// shuffle itself, stands with the mathematics. Frequencies over seeds are compared with the page's
/// tables by chi-square; a test refuses a right sorter with a chance of 1 in 1 000.
/// </summary>
public sealed class RandomSorterTests
{
    private const int Runs = 5_000;
    private const double Significance = 0.001;

    [Fact]
    public void S41_ProbabilityDistribution() => AssertTable(
        [
            [.0667, .0845, .1171, .1956, .5361],
            [.1333, .1580, .1991, .2802, .2294],
            [.2000, .2178, .2383, .2236, .1203],
            [.2667, .2601, .2326, .1704, .0702],
            [.3333, .2796, .2129, .1302, .0440],
        ],
        seed =>
        {
            Scene scene = NewScene(seed);
            for (int i = 1; i <= 5; i++)
            {
                scene.SetWeight($"r{i}", i).Framework($"{i - 1}", $"r{i}");
            }

            return scene.Agent("s", "cpus(r1):1;cpus(r2):1;cpus(r3):1;cpus(r4):1;cpus(r5):1");
        });

    [Fact]
    public void S42_HierarchicalProbabilityDistribution() => AssertTable(
        [
            [.1111, .1524, .2286, .5079],
            [.2222, .2690, .2952, .2135],
            [.2222, .2690, .2952, .2135],
            [.4444, .3095, .1810, .0651],
        ],
        NewTree);

    [Fact]
    public void Members_of_one_subtree_need_not_stay_together()
    {
        string[] orders = [.. Enumerable.Range(0, 200).Select(seed => OrderOf(NewTree(seed)))];
        Assert.Contains(orders, order => order is "2013" or "3012" or "2103" or "3102");
        Assert.Contains(orders, order => order is "0213" or "0312" or "1203" or "1302");
    }

    /// <summary>
    /// Who is first at one agent says nothing of who is first at the next, and frameworks of one
    /// role have equal chances whatever they hold: each of 25 pairs is as likely as any other.
    /// </summary>
    [Fact]
    public void Frameworks_of_a_role_have_equal_chances_at_every_agent()
    {
        long[] counts = new long[25];
        for (int seed = 0; seed < Runs; seed++)
        {
            Scene scene = NewScene(seed).Agent("rich", "cpus:50", "0", "r", "cpus:50");
            for (int i = 0; i < 5; i++)
            {
                scene.Framework($"{i}", "r");
            }

            string[] offers = scene.Agent("s", "cpus:1").Agent("t", "cpus:1").Batch().TakeOffers();
            int first = offers.Single(o => o.EndsWith("s cpus:1", StringComparison.Ordinal))[0];
            int second = offers.Single(o => o.EndsWith("t cpus:1", StringComparison.Ordinal))[0];
            counts[((first - '0') * 5) + second - '0']++;
        }

        AssertLikely("pairs", counts, [.. Enumerable.Repeat(1 / 25.0, 25)], Significance);
    }

    /// <summary>
    /// a (weight 1) has a client of its own, which alone takes revocable cpus, and a/b (weight 2);
    /// c (weight 2) has c/d and c/e (weights 1 and 2).
    /// </summary>
    private static Scene NewTree(int seed) => NewScene(seed)
        .SetWeight("a/b", 2).SetWeight("c", 2).SetWeight("c/e", 2)
        .Framework("0", "a",
            FrameworkCapabilities.MultiRole | FrameworkCapabilities.RevocableResources)
        .Framework("1", "a/b").Framework("2", "c/d").Framework("3", "c/e")
        .Agent("s", "cpus{REV}:1;cpus(a/b):1;cpus(c/d):1;cpus(c/e):1");

    private static Scene NewScene(int seed) => new(AllocatorOptions.Mesos with
    {
        RoleSorter = SorterKind.Random,
        FrameworkSorter = SorterKind.Random,
        Seed = PropertyRunner.Seed + (ulong)seed,
    })
    {
        AutoSettle = false,
    };

    private static void AssertTable(double[][] table, Func<int, Scene> scenes)
    {
        int clients = table.Length;
        long[][] counts = [.. table.Select(_ => new long[clients])];
        for (int seed = 0; seed < Runs; seed++)
        {
            string order = OrderOf(scenes(seed));
            Assert.Equal(clients, order.Length);
            for (int place = 0; place < clients; place++)
            {
                counts[place][order[place] - '0']++;
            }
        }

        for (int place = 0; place < clients; place++)
        {
            double[] column = [.. table.Select(row => row[place])];
            AssertLikely($"place {place + 1}", counts[place],
                [.. column.Select(p => p / column.Sum())], Significance / clients);
        }
    }

    private static void AssertLikely(
        string what, long[] counts, double[] probabilities, double least)
    {
        double p = ChiSquare.PValue(counts, probabilities);
        Assert.True(p >= least,
            $"{what}: p = {p:G3} is below {least:G3} after {Runs} runs from seed "
            + $"{PropertyRunner.Seed} (OFFERS_PROPERTY_SEED)");
    }

    /// <summary>Who got offers, in the order in which the run made them.</summary>
    private static string OrderOf(Scene scene)
    {
        scene.Allocator.RunBatch(scene.Now);
        string order = "";
        foreach (Effect effect in scene.Allocator.Outbox.Effects)
        {
            order += scene.Allocator.NameOf(effect.Framework);
        }

        return order;
    }
}
