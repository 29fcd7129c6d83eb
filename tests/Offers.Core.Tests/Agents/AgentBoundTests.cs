using System.Text;

namespace Offers.Core.Tests.Agents;

/// <summary>What an agent keeps, and sends at once, has bounds.</summary>
public sealed class AgentBoundTests
{
    private const int LongestMessage = 16_384;
    private const string Face = "\U0001F600";

    /// <summary>Too much; its pairs begin at even or at odd places.</summary>
    private static string Endless(int before) =>
        new string('x', before) + string.Concat(Enumerable.Repeat(Face, 20_000));

    public static TheoryData<AgentCommand> Failures { get; } = new(
        new ContainerFailed("c1", Endless(0)),
        new ContainerFailed("c1", Endless(1)),
        new ContainerLimited("c1", TaskReason.ContainerLimitationDisk, Endless(0)),
        new ProcessEnded("c1", "t", new ProcessEnd { StartError = Endless(0) }),
        new ProcessEnded("c1", "t", new ProcessEnd { StartError = Endless(1) }));

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_message_of_any_length_is_kept_and_told_in_short(AgentCommand failure)
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"))
            .Do(new ContainerCreated("c1")).AcknowledgeAll().Forget().Do(failure);
        ExpectShort(Assert.Single(scene.Updates).Message!);
        ExpectShort(scene.Rows.OfType<AgentStreamRow>().Last().State!.Waiting[^1].Message!);
    }

    [Fact]
    public void A_message_that_a_former_life_kept_whole_is_told_in_short()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"))
            .Do(new ContainerFailed("c1", "no space"));
        AgentRow[] rows = [.. scene.Rows.Select(row => row is AgentStreamRow { State: { } state }
            ? new AgentStreamRow("f", "t", new UpdateStreamState(
                [.. state.Waiting.Select(u => u with { Message = Endless(0) })],
                state.Acknowledged))
            : row)];
        Agent agent = Agent.Restore(rows);
        agent.Apply(new AgentRecovered([]), scene.Now);
        agent.Apply(new MasterConnected(2), scene.Now);
        AgentEffects effects = agent.Apply(
            new InstructionArrived(new AgentAdmitted(IsDraining: false)), scene.Now);
        SendReport sent = Assert.IsType<SendReport>(Assert.Single(effects.Actions));
        ExpectShort(Assert.IsType<ReportUpdate>(sent.Report).Message!);
    }

    private static void ExpectShort(string message)
    {
        Assert.InRange(message.Length, LongestMessage - 1, LongestMessage);
        Assert.EndsWith("...", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message)));
    }
}
