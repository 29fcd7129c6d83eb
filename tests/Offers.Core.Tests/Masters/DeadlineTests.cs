namespace Offers.Core.Tests.Masters;

/// <summary>
/// Any commands in any order: every invariant holds after each, and the host that sleeps until
/// the next deadline misses nothing and never spins.
/// </summary>
public sealed class DeadlineTests
{
    [Fact]
    public void A_host_that_sleeps_until_the_next_deadline_misses_nothing_and_never_spins()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Live(seed);
        }
    }

    internal static void Live(int seed)
    {
        Random random = new(seed);
        TransitionScene scene = new(Options(seed));
        List<string> done = [];
        for (int step = 0; step < 60; step++)
        {
            try
            {
                Act(scene, random, done);
                Sleep(scene.Master, random);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                Assert.Fail($"seed {seed}: {string.Join(" | ", done)}: {broken}");
            }
        }
    }

    private static ClusterOptions Options(int seed) => new()
    {
        RemovalInterval = TimeSpan.FromSeconds(seed % 3 * 40),
        OptimisticOffers = seed % 5 == 4,
        RateLimits = seed % 4 == 3 ? [new RateLimit("p", 3000, 2)] : [],
        Allocator = new InitOptions
        {
            OfferTimeout = seed % 2 == 0 ? null : TimeSpan.FromSeconds(7),
            HoardLimit = seed % 6 == 5 ? 500 : null,
        },
    };

    private static void Act(TransitionScene scene, Random random, List<string> done)
    {
        (string name, Func<TransitionScene, ClusterCommand> make) = random.Next(4) > 0
            ? TransitionEvents.All[random.Next(TransitionEvents.All.Count)]
            : Common(random);
        if (random.Next(3) == 0)
        {
            scene.Offer = new OfferKey(random.Next(10) == 0 ? 1 : 9, random.Next(12));
        }
        else if (scene.Master.OffersOf("f1") is [.., OfferReceived last])
        {
            scene.Offer = last.Offer;
        }

        done.Add(name);
        scene.Master.Try(make(scene));
    }

    /// <summary>What life is made of; the rest is trouble.</summary>
    private static (string, Func<TransitionScene, ClusterCommand>) Common(Random random)
    {
        string[] names =
        [
            "SUBSCRIBE on another connection, by force", "a1 is back with t1 and o1",
            "ACCEPT with LAUNCH of t1", "ACCEPT with RESERVE o1", "t1 is KILLED",
        ];
        string name = names[random.Next(names.Length)];
        return TransitionEvents.All.Single(
            row => string.Equals(row.Name, name, StringComparison.Ordinal));
    }

    private static void Sleep(MasterScene scene, Random random)
    {
        int spins = 0;
        for (int i = random.Next(4); i > 0; i--)
        {
            Timestamp next = scene.Cluster.NextDeadline;
            if (next == Timestamp.Never)
            {
                return;
            }

            if (next > scene.Now)
            {
                // Before its time nothing is due.
                scene.Wait((next - scene.Now).TotalSeconds / 2);
                Assert.Equal(ClusterStatus.Ok, scene.Try(new AdvanceTime()));
                Assert.Equal(Durability.None, scene.Durability);
                scene.Wait((next - scene.Now).TotalSeconds);
            }

            scene.Try(new AdvanceTime());
            bool hasMoved = scene.Cluster.NextDeadline > next || scene.Cluster.NextDeadline
                > scene.Now;
            Assert.True(hasMoved || scene.Durability != Durability.None,
                $"{next.Ticks} is due and nothing was done");
            spins = hasMoved ? 0 : spins + 1;
            Assert.True(spins < 8, "the next deadline does not move");
        }
    }
}
