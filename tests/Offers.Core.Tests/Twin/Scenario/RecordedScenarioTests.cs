using Offers.Core.Tests.Scenarios;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>The twin gives what the original allocator gave.</summary>
public sealed class RecordedScenarioTests
{
    public static TheoryData<string> Names => [.. RecordedScenarios.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_twin_repeats_what_was_recorded(string name)
    {
        IReadOnlyList<string> expected = RecordedScenarios.OutputOf(name);
        List<string> actual = SlowScenario.Run(
            RecordedScenarios.CommandsOf(name), checksInvariants: true);
        int? at = OutputLines.FirstDifference(expected, actual);
        Assert.True(at is null,
            $"{name}, output line {at + 1}\n"
            + $"recorded {OutputLines.At(expected, at ?? 0)}\n"
            + $"twin     {OutputLines.At(actual, at ?? 0)}");
    }
}
