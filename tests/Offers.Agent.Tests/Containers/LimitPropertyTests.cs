using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>
/// For any sequence of sizes, with writes that fail at any place: hard memory never falls, the soft
/// limit is the request, and every write is one of the table.
/// </summary>
public sealed class LimitPropertyTests
{
    private const int Cases = 25;
    private const ulong Seed = 20_15;

    private static readonly string[] Allowed =
    [
        @"memory/offers/c/memory\.(memsw\.|soft_)?limit_in_bytes = (-1|\d+)",
        @"cpu/offers/c/cpu\.shares = \d+",
        @"cpu/offers/c/cpu\.cfs_period_us = 100000",
        @"cpu/offers/c/cpu\.cfs_quota_us = (-1|\d{4,})",
        @"pids/offers/c/pids\.max = (max|\d+)",
        @"cgroup2/offers/memory\.low = \d+",
        @"cgroup2/offers/c/memory\.(low|max) = (max|\d+)",
        @"cgroup2/offers/c/cpu\.max = (max|\d{4,}) 100000",
        @"cgroup2/offers/c/cpu\.weight = \d+",
        @"cgroup2/offers/c/pids\.max = (max|\d+)",
    ];

    private static readonly Regex Table = new(
        $"^({string.Join('|', Allowed)})( \\(fails\\))?$", RegexOptions.ExplicitCapture);

    /// <summary>One change of the size.</summary>
    /// <param name="Cpus">Thousandths.</param>
    /// <param name="Mem">Whole MB.</param>
    /// <param name="Burst">MB above the request; below 0 is without a limit.</param>
    /// <param name="Fails">Which write fails; beyond the last one is none.</param>
    private sealed record Step(int Cpus, int Mem, int Burst, int Fails);

    [Theory]
    [InlineData(GroupVersion.V1)]
    [InlineData(GroupVersion.V2)]
    public void Hard_memory_never_falls_and_soft_memory_is_the_request(GroupVersion version)
    {
        Gen<Step> step =
            from cpus in Gen.Choose(0, 64_000)
            from mem in Gen.Choose(0, 512)
            from burst in Gen.Choose(-10, 200)
            from fails in Gen.Choose(0, 20)
            select new Step(cpus, mem, burst, fails);
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(Cases)
            .WithStartSize(2)
            .WithEndSize(40)
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), null)));
        Check.One(config, Prop.ForAll(
            step.ListOf().ToArbitrary(), steps => Holds(version, [.. steps])));
    }

    private static void Holds(GroupVersion version, Step[] steps)
    {
        using GroupTree tree = version == GroupVersion.V1 ? GroupTree.V1() : GroupTree.V2();
        IContainerGroups groups = tree.Open();
        groups.Create("c", Of(new Step(1000, 32, 0, 0)));
        tree.TakeLog();
        foreach (Step step in steps)
        {
            LimitsInForce before = groups.Limits("c");
            int count = 0;
            tree.Fails = _ => count++ == step.Fails;
            ContainerLimits wanted = Of(step);
            bool isDone = TryUpdate(groups, wanted);
            LimitsInForce after = groups.Limits("c");
            Assert.True(
                (after.MemoryHardBytes ?? long.MaxValue)
                >= (before.MemoryHardBytes ?? long.MaxValue));
            Assert.All(tree.TakeLog(), entry => Assert.Matches(Table, entry));
            if (isDone)
            {
                Assert.Equal(wanted.MemorySoftBytes, after.MemorySoftBytes);
                Assert.True(
                    (after.MemoryHardBytes ?? long.MaxValue)
                    >= (wanted.MemoryHardBytes ?? long.MaxValue));
                Assert.Equal(wanted.CpuQuotaMicroseconds, after.CpuQuotaMicroseconds);
                Assert.Equal(
                    version == GroupVersion.V1 ? wanted.CpuShares : wanted.CpuWeight,
                    after.CpuShares);
            }
            else
            {
                Assert.Equal(
                    before, after with { MemoryHardBytes = before.MemoryHardBytes });
            }
        }
    }

    private static bool TryUpdate(IContainerGroups groups, ContainerLimits wanted)
    {
        try
        {
            groups.Update("c", wanted);
            return true;
        }
        catch (GroupException)
        {
            return false;
        }
    }

    private static ContainerLimits Of(Step step)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Assert.True(schema.TryFind("mem", out ResourceKind mem));
        ResourceSet resources = ResourceSet.Parse(
            schema,
            string.Create(
                CultureInfo.InvariantCulture, $"cpus:{step.Cpus / 1000.0};mem:{step.Mem}"));
        ResourceLimits limits = ResourceLimits.None.With(
            mem,
            step.Burst < 0
                ? ContainerLimits.UnlimitedThousandths
                : 1000L * (step.Mem + step.Burst));
        ContainerLimits sized = ContainerLimits.From(
            resources, limits, new ContainerSizing { LimitsCpus = step.Cpus % 2 == 0 });
        return sized with { PidsMax = step.Cpus % 3 == 0 ? null : 1 + step.Mem };
    }
}
