namespace Offers.Chaos.Tests;

/// <summary>
/// A short slice of the simulation tests; <c>dotnet run --project tests/Offers.Chaos</c> is the
/// long one.
/// </summary>
public sealed class ChaosTests
{
    private const long Seeds = 120;

    private static readonly Lazy<Campaign> Slice = new(() =>
    {
        Campaign campaign = new(new WorldOptions(0) { Commands = 400 }, 1, Seeds, 2, true);
        campaign.Run();
        return campaign;
    });

    [Fact]
    public void Whatever_the_network_does_checks_hold_and_all_comes_to_rest()
    {
        Outcome? failure = Slice.Value.Failures.FirstOrDefault();
        Assert.True(failure is null, failure is null
            ? ""
            : Report.Failure(new Shrinker(failure, TimeSpan.FromSeconds(60)).Shrink()));
        Assert.Equal(Seeds, Slice.Value.Seeds);
    }

    [Fact]
    public void The_slice_has_every_command_and_every_message()
    {
        Counters counters = Slice.Value.Counters;
        IEnumerable<string> commands = typeof(ClusterCommand).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(ClusterCommand)) && !t.IsAbstract)
            .Select(t => t.Name);
        Assert.DoesNotContain(commands, c => counters["command", c] == 0);
        Assert.DoesNotContain(
            Enum.GetNames<MessageKind>(), m => counters["message", m] == 0);
        Assert.DoesNotContain(
            Enum.GetNames<IncidentKind>(), i => counters["incident", i] == 0);
    }

    [Fact]
    public void A_seed_makes_the_same_history_twice()
    {
        WorldOptions options = new(7) { Commands = 400 };
        Outcome first = Runner.Run(options);
        Outcome second = Runner.Run(options with { CheckEvery = 1000 });
        Assert.Equal((first.Digest, first.Commands), (second.Digest, second.Commands));
    }

    [Fact]
    public void A_failure_shrinks_to_a_transcript_of_the_same_failure()
    {
        // An agent that is too old is refused: with the refusal as a failure some world fails.
        Outcome failure = Enumerable.Range(1, 200)
            .Select(seed => Runner.Run(new WorldOptions((ulong)seed)
            {
                Commands = 100,
                FailsOn = MessageKind.AgentRefused,
            }))
            .First(o => o.Check == "planted");
        Outcome shrunk = new Shrinker(failure, TimeSpan.FromSeconds(20)).Shrink();
        Assert.Equal("planted", shrunk.Check);
        Assert.True(shrunk.Commands <= failure.Commands);
        Assert.Contains(shrunk.Transcript, l => l.Contains("AgentRefused", StringComparison.Ordinal));
    }
}
