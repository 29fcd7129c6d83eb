using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Behaviours;

/// <summary>
/// Section 19, item 7: what must not depend on the seed, under every sorter. Resources of all sorts
/// go out in one run: nothing twice, nothing lost, and the same in sum whoever gets it.
/// </summary>
public sealed class RandomOrderTests
{
    private const FrameworkCapabilities All = FrameworkCapabilities.MultiRole
        | FrameworkCapabilities.RevocableResources | FrameworkCapabilities.ReservationRefinement
        | FrameworkCapabilities.GpuResources;

    private static readonly string[] Agents =
    [
        "cpus:4;mem:512;ports:[1-9]", "cpus:2;mem:64;cpus{REV}:3", "cpus:1;disk[MOUNT]:40<3>",
        "cpus:8;mem:1024;gpus:2", "cpus(a):2;cpus(a/b):3;cpus:1", "mem:4096;zones:{x,y}",
        "cpus(c):4", "cpus(a|a/b,DYNAMIC,p):2;mem:33", "cpus:0.5;disk[BLOCK]:7;disk:9",
    ];

    [Theory]
    [InlineData(SorterKind.Drf)]
    [InlineData(SorterKind.Random)]
    [InlineData(SorterKind.HierarchicalDrf)]
    public void Everything_goes_out_once_whatever_the_seed(SorterKind sorter) =>
        PropertyRunner.ForAll(Seeds(), 60, 100, seed =>
        {
            Scene scene = NewScene(seed, sorter, quota: false).Settle();
            AssertConserved(scene);
            Assert.Equal(
                Agents.Select((text, i) => $"s{i} {scene.Set(text)}"),
                Sums(scene.TakeOffers(), scene));
            scene.Tick().OffersNothing();
        });

    /// <summary>
    /// With quota, how much goes out may depend on who comes first at which agent; that all is
    /// accounted for, and that a limit holds and a guarantee is kept, may not.
    /// </summary>
    [Theory]
    [InlineData(SorterKind.Drf)]
    [InlineData(SorterKind.Random)]
    [InlineData(SorterKind.HierarchicalDrf)]
    public void Quota_holds_whatever_the_seed(SorterKind sorter) =>
        PropertyRunner.ForAll(Seeds(), 60, 100, seed =>
        {
            Scene scene = NewScene(seed, sorter, quota: true).Settle();
            AssertConserved(scene);
            Allocator allocator = scene.Allocator;
            ResourceVector guaranteed = allocator.ConsumedBy(allocator.Role("d"));
            Assert.True(scene.Amount("cpus:6").Fits(guaranteed), "the guarantee is not served");
            ResourceVector limited = allocator.HeldBy(allocator.Role("e"));
            ResourceKind cpus = scene.Kind("cpus");
            Assert.InRange(limited[cpus], 0, 3_000 + 3_000);
            Assert.InRange(allocator.ConsumedBy(allocator.Role("e"))[cpus], 0, 3_000);
            scene.Tick();
            AssertConserved(scene);
        });

    [Fact]
    public void The_seed_decides_and_the_same_seed_decides_the_same()
    {
        HashSet<string> results = [];
        for (ulong seed = 0; seed < 20; seed++)
        {
            string result = Result(seed);
            Assert.Equal(result, Result(seed));
            results.Add(result);
        }

        Assert.InRange(results.Count, 15, 20);

        static string Result(ulong seed) => string.Join('|',
            NewScene(seed, SorterKind.Random, quota: false).Settle().TakeOffers());
    }

    private static Arbitrary<ulong> Seeds() =>
        Gen.Choose(0, int.MaxValue).Select(seed => (ulong)seed).ToArbitrary();

    private static Scene NewScene(ulong seed, SorterKind sorter, bool quota)
    {
        Scene scene = new(AllocatorOptions.Mesos with
        {
            Seed = seed,
            RoleSorter = sorter,
            FrameworkSorter = sorter,
            MinimumOffers = [],
        })
        {
            AutoSettle = false,
        };
        foreach (string role in (string[])["a", "a/b", "c", "d", "e"])
        {
            scene.Framework($"{role}-1", role, All).Framework($"{role}-2", role, All);
        }

        if (quota)
        {
            scene.Quota("d", "cpus:6", "").Quota("e", "", "cpus:3");
        }

        for (int i = 0; i < Agents.Length; i++)
        {
            scene.Agent($"s{i}", Agents[i]);
        }

        return scene;
    }

    /// <summary>Open offers and what is free are all of the agent, item by item.</summary>
    private static void AssertConserved(Scene scene)
    {
        for (int i = 0; i < Agents.Length; i++)
        {
            ResourceSet sum = scene.Allocator.FreeSetOn(scene.AgentId($"s{i}"));
            foreach (string role in (string[])["a", "a/b", "c", "d", "e"])
            {
                for (int n = 1; n <= 2; n++)
                {
                    sum += scene.Allocator.OfferedTo(
                        scene.FrameworkId($"{role}-{n}"), scene.Allocator.Role(role),
                        scene.AgentId($"s{i}"));
                }
            }

            Assert.Equal(scene.Set(Agents[i]), sum);
        }
    }

    private static IEnumerable<string> Sums(string[] offers, Scene scene) => offers
        .Select(offer => offer.Split(' '))
        .GroupBy(words => words[2], words => scene.Set(words[3]))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key} {group.Aggregate(ResourceSet.Empty, (a, b) => a + b)}");
}
