namespace Offers.Core.Tests.Scenarios;

/// <summary>The product gives what the original allocator gave for the same commands.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Names => [.. RecordedScenarios.Names];

    [Fact]
    public void All_recorded_scenarios_are_here() =>
        Assert.Equal(183, RecordedScenarios.Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_allocator_repeats_what_was_recorded(string name)
    {
        IReadOnlyList<string> expected = RecordedScenarios.OutputOf(name);
        IReadOnlyList<string> actual = ProductScenario.Run(RecordedScenarios.CommandsOf(name));
        int? difference = OutputLines.FirstDifference(expected, actual);
        Assert.True(difference is null, difference is not int line ? "" :
            $"{name}: line {line + 1} of the output is\n{OutputLines.At(actual, line)}\n"
            + $"and was recorded as\n{OutputLines.At(expected, line)}");
    }
}
