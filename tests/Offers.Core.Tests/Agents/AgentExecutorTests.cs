namespace Offers.Core.Tests.Agents;

/// <summary>Frameworks' own executors on an agent (semantics 3.2).</summary>
public sealed class AgentExecutorTests
{
    private static readonly ExecutorDescription Executor =
        new("e", AgentScene.Set("cpus:0.5")) { Command = new CommandLine("run") };

    private static TaskDescription Task(string name) =>
        AgentScene.Task(name) with { Command = null, Executor = Executor };

    private static AgentScene Connected() => new AgentScene().Register().Launch(Task("t"))
        .Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", ""))
        .Do(new ExecutorConnected("c1"));

    private static IEnumerable<string> Orders(AgentScene scene) => scene.Actions
        .OfType<InstructExecutor>().Select(o => $"{o.Kind} {o.Task}");

    [Fact]
    public void Of_one_that_reports_without_end_a_bounded_number_waits_and_the_end_always()
    {
        AgentScene scene = Connected();
        int before = scene.Rows.Count;
        for (int i = 1; i <= 1_000; i++)
        {
            scene.Do(new ExecutorReported("c1", "t", TaskState.Running, new UpdateId(1, (ulong)i)));
        }
        Assert.Equal(256, scene.Rows.Skip(before).OfType<AgentStreamRow>().Count());
        scene.Do(new ExecutorReported("c1", "t", TaskState.Finished, new UpdateId(2, 1)));
        for (int hundreds = 0; hundreds < 3; hundreds++)
        {
            scene.AcknowledgeAll();
        }
        Assert.Equal(TaskState.Finished, scene.Updates.Last().State);
        Assert.Equal(0, scene.Agent.UnacknowledgedTasks);
    }

    [Fact]
    public void Its_tasks_are_handed_over_once_it_is_there()
    {
        AgentScene scene = new AgentScene().Register().Launch(Task("t"))
            .Do(new ContainerCreated("c1"));
        Assert.Equal("", scene.Actions.OfType<StartProcess>().Single().Process);
        Assert.Empty(Orders(scene));
        scene.Do(new ExecutorConnected("c1"));
        Assert.Equal(["Launch t"], Orders(scene));
    }

    [Fact]
    public void One_without_a_command_fails_with_its_tasks()
    {
        AgentScene scene = new AgentScene().Register().Launch(
            Task("t") with { Executor = Executor with { Command = null } });
        scene.Do(new ContainerCreated("c1"));
        Assert.Equal(TaskReason.ContainerLaunchFailed, scene.Updates.Single().Reason);
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
    }

    [Fact]
    public void Its_updates_are_kept_before_they_are_acknowledged_and_told_once()
    {
        AgentScene scene = Connected().Forget();
        ExecutorReported report = new("c1", "t", TaskState.Running, new UpdateId(5, 1));
        scene.Do(report);
        Assert.Equal(Durability.Synced, scene.Durability);
        scene.Do(report).AcknowledgeAll().Do(report);
        Assert.Equal(["t Running"], scene.Told);
        Assert.Equal(3, Orders(scene).Count(o => o == "Acknowledge t"));
    }

    [Fact]
    public void One_that_does_not_register_is_destroyed_with_its_tasks()
    {
        AgentScene scene = new AgentScene().Register().Launch(Task("t"))
            .Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", "")).Wait(59.9);
        Assert.Empty(scene.Told);
        scene.Wait(0.1);
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        Assert.Equal(TaskReason.ExecutorRegistrationTimeout, scene.Updates.Single().Reason);
    }

    [Fact]
    public void One_that_ends_takes_its_tasks_along_and_its_exit_is_told()
    {
        AgentScene scene = Connected().Forget()
            .Do(new ProcessEnded("c1", "", new ProcessEnd { ExitStatus = 2 }));
        Assert.Equal(TaskReason.ExecutorTerminated, scene.Updates.Single().Reason);
        scene.Do(new ContainerDestroyed("c1"));
        ReportExecutorExit exit = Assert.IsType<ReportExecutorExit>(
            ((SendReport)scene.Actions[^1]).Report);
        Assert.Equal(("e", 2), (exit.Executor, exit.ExitStatus));
    }

    [Fact]
    public void An_order_to_end_is_passed_on_and_enforced_after_its_grace()
    {
        AgentScene scene = Connected().Forget().Hear(new ExecutorShutDown("f", "e"));
        Assert.Equal(["ShutDown "], Orders(scene));
        scene.Wait(4.9);
        Assert.DoesNotContain(new DestroyContainer("c1"), scene.Actions);
        scene.Wait(0.1);
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        Assert.Equal("t Killed", scene.Told.Single());
    }

    [Fact]
    public void After_the_agents_restart_it_has_two_seconds_to_register_again()
    {
        AgentRecovered found = new([new FoundProcess("c1", "", null)]) { Containers = ["c1"] };
        AgentScene scene = Connected().Crash(found).Wait(1.9).Do(new ExecutorConnected("c1"));
        Assert.DoesNotContain(new DestroyContainer("c1"), scene.Wait(60).Actions);

        scene = Connected().Crash(found).Wait(2);
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        scene.Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        Assert.Equal(TaskReason.ExecutorReregistrationTimeout, scene.Updates.Single().Reason);
    }

    private static readonly AgentRecovered Lives =
        new([new FoundProcess("c1", "", null)]) { Containers = ["c1"] };

    [Fact]
    public void An_order_to_end_is_kept_first_and_stands_in_the_next_life()
    {
        AgentScene scene = Connected().Wait(1).Hear(new ExecutorShutDown("f", "e"));
        Assert.Equal(Durability.Synced, scene.Durability);
        Timestamp deadline = scene.Now + TimeSpan.FromSeconds(5);
        Assert.Equal((true, deadline), (scene.Rows.OfType<AgentContainerRow>().Last().IsEnding,
            scene.Rows.OfType<AgentContainerRow>().Last().DestroyAt));
        scene.Wait(1).Crash(Lives).Do(new MasterConnected(2))
            .Hear(new AgentAdmitted(IsDraining: false)).Launch(Task("late"))
            .Wait(1).Do(new ExecutorConnected("c1"));
        InstructExecutor order = scene.Actions.OfType<InstructExecutor>().Single();
        Assert.Equal((ExecutorOrder.ShutDown, TimeSpan.FromSeconds(3)), (order.Kind, order.Grace));
        scene.Wait(2.9);
        Assert.DoesNotContain(new DestroyContainer("c1"), scene.Actions);
        Assert.Contains(new DestroyContainer("c1"), scene.Wait(0.1).Actions);
        Assert.Equal(
            [
                ("late", TaskState.Dropped, TaskReason.ExecutorTerminated),
                ("t", TaskState.Killed, TaskReason.ExecutorTerminated),
            ],
            scene.Updates.Select(u => (u.Task, u.State, u.Reason)).Order());
    }

    [Fact]
    public void One_told_to_end_that_does_not_come_back_is_destroyed_when_its_grace_is_over()
    {
        AgentScene scene = Connected().Hear(new ExecutorShutDown("f", "e")).Crash(Lives).Wait(4.9);
        Assert.DoesNotContain(new DestroyContainer("c1"), scene.Actions);
        Assert.Contains(new DestroyContainer("c1"), scene.Wait(0.1).Actions);
        scene = Connected().Hear(new ExecutorShutDown("f", "e"));
        scene.Wait(4.9).Crash(Lives).Do(new ProcessEnded("c1", "", new ProcessEnd { Signal = 15 }));
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
    }

    [Fact]
    public void One_that_was_being_destroyed_is_destroyed_at_once_in_the_next_life()
    {
        AgentScene scene = Connected()
            .Do(new ContainerLimited("c1", TaskReason.ContainerLimitationMemory, "too much"))
            .Crash(Lives);
        Assert.Equal([new DestroyContainer("c1")], scene.Actions);
    }

    [Fact]
    public void A_task_that_waited_for_growth_waits_for_it_again_after_a_restart()
    {
        AgentScene scene = Connected().Launch(Task("u")).Crash(
            new AgentRecovered([new FoundProcess("c1", "", null)]) { Containers = ["c1"] });
        ResizeContainer grow = Assert.IsType<ResizeContainer>(Assert.Single(scene.Actions));
        Assert.Equal(AgentScene.Set("cpus:2.5"), grow.Size.Requests);
        scene.Do(new ExecutorConnected("c1"));
        Assert.Equal(["Launch t"], Orders(scene));
        scene.Do(new ContainerResized("c1", grow.Resize));
        Assert.Equal(["Launch t", "Launch u"], Orders(scene));
    }

    [Fact]
    public void One_whose_tasks_were_all_killed_before_it_came_is_told_to_end()
    {
        AgentScene scene = new AgentScene().Register().Launch(Task("t"))
            .Do(new ContainerCreated("c1")).Hear(new KillReceived("f", "t", null)).Forget()
            .Do(new ExecutorConnected("c1"));
        Assert.Equal(["ShutDown "], Orders(scene));
    }

    [Fact]
    public void One_that_has_had_a_task_waits_for_another_when_it_connects_again()
    {
        AgentScene scene = Connected()
            .Do(new ExecutorReported("c1", "t", TaskState.Finished, new UpdateId(5, 1)))
            .AcknowledgeAll().Forget().Do(new ExecutorConnected("c1"));
        Assert.Empty(scene.Actions);
        scene.Crash(Lives).Forget().Do(new ExecutorConnected("c1"));
        Assert.Empty(scene.Wait(100).Actions);
        scene.Do(new MasterConnected(2)).Hear(new AgentAdmitted(IsDraining: false))
            .Launch(Task("u"));
        scene.Do(new ContainerResized(
            "c1", scene.Actions.OfType<ResizeContainer>().Single().Resize));
        Assert.Equal(["Launch u"], Orders(scene));
    }
}
