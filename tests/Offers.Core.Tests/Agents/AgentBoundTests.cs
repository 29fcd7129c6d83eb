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

    private static AgentCommand Failing(string how, string message) => how switch
    {
        "container" => new ContainerFailed("c1", message),
        "limit" => new ContainerLimited("c1", TaskReason.ContainerLimitationDisk, message),
        _ => new ProcessEnded("c1", "t", new ProcessEnd { StartError = message }),
    };

    [Theory]
    [InlineData("container")]
    [InlineData("limit")]
    [InlineData("process")]
    public void A_message_of_any_length_is_kept_and_told_in_short(string how)
    {
        for (int before = 0; before < 2; before++)
        {
            AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"))
                .Do(new ContainerCreated("c1")).AcknowledgeAll().Forget()
                .Do(Failing(how, Endless(before)));
            ExpectShort(Assert.Single(scene.Updates).Message!);
            ExpectShort(WaitingOf(scene)[^1].Message!);
        }
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

    /// <summary>So many tasks that did not fit, and operations that could not be done.</summary>
    private static AgentScene Waiting(int tasks, int operations)
    {
        AgentScene scene = new AgentScene().Register();
        for (int i = 0; i < tasks; i++)
        {
            scene.Launch(AgentScene.Task($"t{i}", "cpus:9"));
        }

        for (int i = 0; i < operations; i++)
        {
            scene.Hear(Impossible($"o{i}", i));
        }

        return scene.Do(new MasterDisconnected(1)).Do(new MasterConnected(2)).Forget();
    }

    private static OperationReceived Impossible(string id, long version) =>
        new("f", new ReserveResources(AgentScene.Set("cpus:100")) { Id = id })
        {
            ResourceVersion = version,
        };

    private static IEnumerable<string> Operations(AgentScene scene) => scene.Actions
        .OfType<SendReport>().Select(s => s.Report).OfType<ReportOperation>()
        .Select(o => o.Operation);

    [Fact]
    public void However_much_waits_a_turn_sends_no_more_than_a_connection_holds()
    {
        AgentScene scene = Waiting(400, 300).Hear(new AgentAdmitted(IsDraining: false));
        Assert.Equal((256, 0), (scene.Updates.Count(), Operations(scene).Count()));
        Assert.Equal(scene.Now, scene.Agent.NextDeadline);
        scene.Do(new TimePassed());
        Assert.Equal((400, 112), (scene.Updates.Count(), Operations(scene).Count()));
        scene.Wait(0);
        Assert.Equal(Enumerable.Range(0, 400).Select(i => $"t{i}"),
            scene.Updates.Select(u => u.Task));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"o{i}"), Operations(scene));
        Assert.True(scene.Agent.NextDeadline > scene.Now);
    }

    [Fact]
    public void While_something_is_due_still_only_time_passing_sends_it()
    {
        AgentScene scene = Waiting(300, 1).Hear(new AgentAdmitted(IsDraining: false)).Forget();
        scene.Hear(new PingReceived()).Launch(AgentScene.Task("late", "cpus:9"));
        Assert.IsType<AnswerPing>(((SendReport)Assert.Single(scene.Actions)).Report);
        scene.Wait(0);
        Assert.Equal((45, 1), (scene.Updates.Count(), Operations(scene).Count()));
        Assert.Equal("late", scene.Updates.Last().Task);
        scene.Forget().Launch(AgentScene.Task("later", "cpus:9"));
        Assert.Equal(["later Dropped"], scene.Told);
    }

    [Fact]
    public void Of_operations_that_wait_each_is_told_when_it_comes_and_again_in_its_own_time()
    {
        AgentScene scene = new AgentScene().Register();
        for (int i = 0; i < 100; i++)
        {
            scene.Forget().Hear(Impossible($"o{i}", i));
            Assert.Equal([$"o{i}"], Operations(scene));
        }

        scene.Forget().Wait(9).Hear(Impossible("late", 100)).Forget().Wait(1);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"o{i}"), Operations(scene));
        Assert.Equal(["late"], Operations(scene.Forget().Wait(9)));
    }

    [Fact]
    public void However_often_health_changes_a_few_updates_wait_and_the_last_result_is_told()
    {
        AgentScene scene = new AgentScene(FrameworkCapabilities.TaskKillingState).Register()
            .Run(AgentScene.Task("t"));
        int rows = scene.Rows.Count;
        for (int i = 1; i <= 2_000; i++)
        {
            scene.Do(new HealthChanged("c1", "t", IsHealthy: i % 2 == 0));
        }

        Assert.Equal(2, WaitingOf(scene).Count);
        Assert.True(scene.Rows.Skip(rows).OfType<AgentStreamRow>()
            .Sum(row => row.State!.Waiting.Count) < 2 * 2_000);
        scene.Hear(new KillReceived("f", "t", null));
        for (int i = 1; i <= 3; i++)
        {
            scene.Do(new HealthChanged("c1", "t", IsHealthy: i % 2 == 0));
        }

        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 15 })).AcknowledgeAll();
        Assert.Equal(
            [
                (TaskState.Running, false), (TaskState.Running, true), (TaskState.Killing, null),
                (TaskState.Killing, false), (TaskState.Killed, (bool?)null),
            ],
            scene.Updates.Select(u => (u.State, u.IsHealthy)));
    }

    [Fact]
    public void A_result_in_flight_stays_until_it_is_acknowledged()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"))
            .Do(new HealthChanged("c1", "t", IsHealthy: false));
        UpdateId sent = Assert.Single(scene.Updates).Update;
        scene.Do(new HealthChanged("c1", "t", IsHealthy: true));
        Assert.Equal(sent, WaitingOf(scene)[0].Update);
        scene.Hear(new UpdateAcknowledged("f", "t", sent));
        Assert.Equal([false, true], scene.Updates.Select(u => u.IsHealthy));
    }

    [Fact]
    public void A_state_that_was_not_told_yet_stays_before_what_its_check_says()
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"))
            .Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", "t"));
        scene.Do(new HealthChanged("c1", "t", IsHealthy: false))
            .Do(new HealthChanged("c1", "t", IsHealthy: true));
        Assert.Equal(
            [(TaskState.Starting, null), (TaskState.Running, null), (TaskState.Running, true)],
            WaitingOf(scene).Select(u => (u.State, u.IsHealthy)));
    }

    private static ValueList<ReportUpdate> WaitingOf(AgentScene scene) =>
        scene.Rows.OfType<AgentStreamRow>().Last().State!.Waiting;

    private static void ExpectShort(string message)
    {
        Assert.InRange(message.Length, LongestMessage - 1, LongestMessage);
        Assert.EndsWith("...", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message)));
    }
}
