using Offers.Core.Tests.Scenarios;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Random scenarios mean something, and break no invariant of the twin.</summary>
public sealed class SlowScenarioTests
{
    [Fact]
    public void The_invariants_hold_after_every_command() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, 40, 300, plan =>
            SlowScenario.Run(plan.Lines, checksInvariants: true));

    [Fact]
    public void Settling_after_each_command_breaks_nothing_either() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, 20, 100, plan =>
            SlowScenario.Run(plan.Lines, settleEach: true, checksInvariants: true));
}
