using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Random scenarios mean something, and break no invariant of the twin.</summary>
public sealed class SlowScenarioTests
{
    private static readonly string[] Operations =
    [
        "settle", "dump", "advance", "add_agent", "update_agent", "remove_agent",
        "activate_agent", "deactivate_agent", "add_provider", "add_framework",
        "update_framework", "remove_framework", "activate_framework", "deactivate_framework",
        "suppress", "revive", "recover", "decline", "accept", "convert", "convert_free",
        "add_reservation", "remove_reservation", "update_quota", "update_weights", "whitelist",
        "maintenance", "update_inverse_offer", "pause", "resume", "recover_cluster",
    ];

    [Fact]
    public void The_invariants_hold_after_every_command() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, 25, 300, plan =>
            SlowScenario.Run(plan.Lines, checksInvariants: true));

    [Fact]
    public void Settling_after_each_command_breaks_nothing_either() =>
        PropertyRunner.ForAll(ScenarioGenerator.Plans, 15, 100, plan =>
            SlowScenario.Run(plan.Lines, settleEach: true, checksInvariants: true));

    [Fact]
    public void Random_scenarios_carry_out_all_commands_and_refuse_a_share()
    {
        HashSet<string> carriedOut = [];
        int commands = 0;
        int refused = 0;
        PropertyRunner.ForAll(ScenarioGenerator.Plans, 25, 300, plan =>
        {
            HashSet<int> errors = [.. SlowScenario.Run(plan.Lines)
                .Select(line => JsonNode.Parse(line)!)
                .Where(line => (string?)line["event"] == "error")
                .Select(line => (int)line["line"]!)];
            commands += plan.Lines.Count;
            refused += errors.Count;
            carriedOut.UnionWith(plan.Lines
                .Where((line, at) => line.StartsWith('{') && !errors.Contains(at + 1))
                .Select(line => (string)JsonNode.Parse(line)!["op"]!));
        });
        Assert.Empty(Operations.Except(carriedOut));
        Assert.InRange(refused / (double)commands, 0.02, 0.3);
    }

    [Fact]
    public void A_broken_invariant_is_found()
    {
        SlowScenario scenario = new(checksInvariants: true);
        scenario.Read("""{"op":"add_framework","id":"f1","roles":["a"]}""");
        scenario.Read("""{"op":"add_agent","id":"s1","resources":"cpus:1"}""");
        scenario.Settle();
        SlowAgent agent = Assert.Single(scenario.Cell.Agents);
        agent["f1", "b"] = agent["f1", "a"];
        BrokenInvariantException found =
            Assert.Throws<BrokenInvariantException>(scenario.Cell.CheckInvariants);
        Assert.StartsWith("invariant 3", found.Message, StringComparison.Ordinal);
    }
}
