using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Offers.Core.Tests;

/// <summary>
/// Random histories of commands, played to the allocator and to its slow twin. A failure prints the
/// shrunk history, which can be pasted into a call of <see cref="TwinDriver.Play"/>.
/// </summary>
public sealed class AllocatorPropertyTests(ITestOutputHelper output)
{
    private readonly TwinTally _tally = new();

    [Fact]
    public void Allocator_decides_as_its_slow_twin_after_every_command_of_any_history()
    {
        PropertyRunner.ForAll(
            Histories.OfEverything,
            cases: 2_500,
            endSize: 200,
            history => TwinDriver.Play(history, _tally));
        Report();
    }

    [Fact]
    public void Filters_hide_and_end_as_in_the_twin_from_ticks_to_years()
    {
        PropertyRunner.ForAll(
            Histories.OfRefusals,
            cases: 600,
            endSize: 300,
            history => TwinDriver.Play(history, _tally));
        Report();
    }

    [Fact]
    public void Thousands_of_cleared_filters_are_swept_without_a_trace()
    {
        PropertyRunner.ForAll(
            Histories.OfClearings,
            cases: 10,
            endSize: 100,
            history => TwinDriver.Play(history, _tally));
        Report();
    }

    [Fact]
    public void The_same_history_twice_gives_the_same_digests()
    {
        PropertyRunner.ForAll(Histories.OfEverything, cases: 150, endSize: 150, history =>
        {
            Outcome first = TwinDriver.Play(history, _tally);
            Outcome second = TwinDriver.Play(history, _tally);
            Assert.Equal(first.Decisions, second.Decisions);
            Assert.Equal(first.State, second.State);
        });
        Report();
    }

    [Fact]
    public void Skipping_batches_that_do_not_matter_decides_the_same_as_running_all()
    {
        PropertyRunner.ForAll(Histories.OfEverything, cases: 300, endSize: 150, history =>
        {
            Outcome all = TwinDriver.Play(history, _tally, Batching.RunAll);
            Outcome few = TwinDriver.Play(history, _tally, Batching.SkipAll);
            Assert.Equal(all.Decisions, few.Decisions);
            Assert.Equal(all.State, few.State);
        });
        Report();
    }

    [Fact]
    public void The_seed_decides_who_gets_an_agent_but_not_which_agents_are_offered()
    {
        PropertyRunner.ForAll(Histories.OfAnonymousCommands, cases: 300, endSize: 100, history =>
        {
            Outcome one = TwinDriver.Play(With(history, seed: 1), _tally);
            Outcome other = TwinDriver.Play(With(history, seed: 2), _tally);
            Assert.Equal(one.Anonymous, other.Anonymous);
        });
        Report();
    }

    [Fact]
    public void Among_agents_of_one_shape_the_seed_does_not_decide_who_gets_how_many()
    {
        Gen<int[]> numbers = Gen.Choose(0, 30).ArrayOf(8);
        PropertyRunner.ForAll(numbers.ToArbitrary(), cases: 300, endSize: 100, n =>
        {
            List<FrameworkId> first = TakersInOrder(n, seed: 1);
            Assert.Equal(first, TakersInOrder(n, seed: 2));
            Assert.Equal((n[0] + 1) * 3, first.Count);
        });
    }

    private static History With(History history, int seed) =>
        history with { Setup = history.Setup with { Seed = seed, Order = 0 } };

    /// <summary>Three batches over equal agents, some offers returned in between.</summary>
    private static List<FrameworkId> TakersInOrder(int[] n, ulong seed)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Allocator allocator = new(schema, new AllocatorOptions { Seed = seed });
        ResourceVector total = ResourceText.Parse("cpus:3;mem:7", schema);
        for (int i = 0; i <= n[0]; i++)
        {
            allocator.AddAgent($"a{i}", total, Timestamp.Zero, out _);
        }

        for (int i = 0; i <= n[1] % 6; i++)
        {
            RoleId role = allocator.Role($"r{n[i + 2] % 3}");
            allocator.SetWeight(role, 1_000 * (1 + (n[i + 2] % 7)), Timestamp.Zero);
            allocator.AddFramework($"f{i}", [role], FrameworkCapabilities.None, Timestamp.Zero, out _);
        }

        List<FrameworkId> takers = [];
        for (int batch = 0; batch < 3; batch++)
        {
            Timestamp now = Timestamp.FromSeconds(batch);
            allocator.RunBatch(now);
            Effect[] effects = allocator.Outbox.Effects.ToArray();
            allocator.Outbox.Clear();
            takers.AddRange(effects.Select(e => e.Framework));
            foreach (Effect effect in effects)
            {
                allocator.Rescind(effect.Offer, now);
            }

            allocator.Outbox.Clear();
        }

        return takers;
    }

    private void Report() =>
        output.WriteLine($"seed {PropertyRunner.Seed}, factor {PropertyRunner.Factor}: {_tally}");
}
