namespace Offers.Core.Tests.Agents;

/// <summary>What an agent decides (semantics 3).</summary>
public sealed class AgentTests
{
    [Fact]
    public void It_registers_until_it_is_admitted()
    {
        AgentScene scene = new();
        Assert.True(scene.Agent.WantsConnection);
        scene.Do(new MasterConnected(7)).Wait(60);
        Assert.True(scene.Actions.Count > 1);
        Assert.All(scene.Actions, a => Assert.Equal(
            7, ((RegisterAgent)((SendReport)a).Report).Connection));
        scene.Hear(new AgentAdmitted(IsDraining: false)).Forget().Wait(60);
        Assert.Empty(scene.Actions);
        Assert.True(scene.Agent.IsRegistered);
    }

    [Fact]
    public void Who_is_to_register_again_says_all_in_its_registration()
    {
        AgentScene scene = new AgentScene().Register().Hear(new AgentForgotten()).Forget();
        scene.Do(new TotalChanged(AgentScene.Set("cpus:8")));
        Assert.Empty(scene.Actions);
        scene.Wait(1);
        ReregisterAgent report = Assert.IsType<ReregisterAgent>(
            ((SendReport)scene.Actions[0]).Report);
        Assert.Equal((AgentScene.Set("cpus:8"), 1L),
            (report.Profile.Resources, report.Profile.ResourceVersion));
    }

    [Fact]
    public void An_answer_to_an_earlier_report_does_not_keep_what_has_changed_from_the_master()
    {
        AgentScene scene = new AgentScene().Register()
            .Hear(new AgentForgotten()).Wait(1)
            .Hear(new AgentForgotten()).Hear(new AgentAdmitted(IsDraining: false)).Forget();
        Assert.True(scene.Agent.IsRegistered);
        scene.Do(new RevocableChanged(AgentScene.Set("cpus{REV}:1"))).Wait(1);
        ReregisterAgent report = Assert.IsType<ReregisterAgent>(
            ((SendReport)Assert.Single(scene.Actions)).Report);
        Assert.Contains("{REV}:1", report.Profile.Resources.ToString(), StringComparison.Ordinal);
        scene.Hear(new AgentAdmitted(IsDraining: false)).Forget()
            .Do(new RevocableChanged(AgentScene.Set("cpus{REV}:2"))).Wait(60);
        Assert.IsType<ReportRevocable>(((SendReport)Assert.Single(scene.Actions)).Report);
    }

    [Fact]
    public void Without_a_ping_for_75_s_it_looks_for_a_master()
    {
        AgentScene scene = new AgentScene().Register().Wait(74);
        Assert.False(scene.Agent.WantsConnection);
        scene.Hear(new PingReceived());
        Assert.IsType<AnswerPing>(((SendReport)scene.Actions[^1]).Report);
        Assert.False(scene.Wait(74).Agent.WantsConnection);
        Assert.True(scene.Wait(2).Agent.WantsConnection);
    }

    [Fact]
    public void A_task_has_a_container_first_and_each_update_waits_for_its_acknowledgement()
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"));
        CreateContainer create = Assert.IsType<CreateContainer>(Assert.Single(scene.Actions));
        Assert.Equal(("cpus:1", Durability.Synced),
            (create.Size.Requests.ToString(), scene.Durability));
        scene.Do(new ContainerCreated(create.Container));
        Assert.IsType<StartProcess>(scene.Actions[1]);
        scene.Do(new ProcessStarted(create.Container, "t"))
            .Do(new ProcessEnded(create.Container, "t", new ProcessEnd { ExitStatus = 0 }));
        Assert.IsType<DestroyContainer>(scene.Actions[^1]);
        Assert.Equal(["t Starting"], scene.Told);
        scene.AcknowledgeAll();
        Assert.Equal(["t Starting", "t Running", "t Finished"], scene.Told);
        Assert.Equal(0, scene.Agent.TaskCount);
        Assert.Equal(1, scene.Agent.Containers);
        Assert.Equal(0, scene.Do(new ContainerDestroyed(create.Container)).Agent.Containers);
    }

    [Fact]
    public void An_update_is_repeated_until_it_is_acknowledged()
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t", "cpus:9"));
        Assert.Equal(["t Dropped"], scene.Told);
        Assert.Equal(TaskReason.ResourcesUnknown, scene.Updates.First().Reason);
        scene.Wait(9.9);
        Assert.Single(scene.Updates);
        scene.Wait(0.2);
        Assert.Equal(2, scene.Updates.Count());
        Assert.Single(scene.Updates.Select(u => u.Update).Distinct());
    }

    [Theory]
    [InlineData(3, null, "exited with status 3")]
    [InlineData(null, 9, "was killed by signal 9")]
    public void A_command_that_ends_badly_says_how(int? status, int? signal, string message)
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"));
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd
        {
            ExitStatus = status,
            Signal = signal,
        }));
        ReportUpdate update = Assert.Single(scene.Updates);
        Assert.Equal(TaskState.Failed, update.State);
        Assert.Contains(message, update.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_is_TERM_and_after_its_grace_KILL()
    {
        AgentScene scene = new AgentScene(FrameworkCapabilities.TaskKillingState).Register()
            .Run(AgentScene.Task("t")).Hear(new KillReceived("f", "t", TimeSpan.FromSeconds(5)));
        Assert.Equal(new SignalProcess("c1", "t", IsKill: false), scene.Actions[0]);
        Assert.Equal(["t Killing"], scene.Told);
        scene.Wait(4.9);
        Assert.DoesNotContain(new SignalProcess("c1", "t", IsKill: true), scene.Actions);
        scene.Wait(0.1);
        Assert.Contains(new SignalProcess("c1", "t", IsKill: true), scene.Actions);
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 9 })).AcknowledgeAll();
        Assert.Equal("t Killed", scene.Told.Last());
    }

    [Fact]
    public void A_task_killed_before_it_started_says_so_and_leaves_no_container()
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"))
            .Hear(new KillReceived("f", "t", null));
        Assert.Equal(new DestroyContainer("c1"), scene.Actions[1]);
        Assert.Equal(TaskReason.TaskKilledDuringLaunch, Assert.Single(scene.Updates).Reason);
        scene.Forget().Do(new ContainerCreated("c1"));
        Assert.Empty(scene.Actions);
    }

    [Fact]
    public void A_container_grows_before_another_task_starts_and_shrinks_before_its_end_is_told()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "t1");
        scene.Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", "t1"))
            .AcknowledgeAll().Forget();
        Group(scene, "t2");
        ResizeContainer grow = Assert.IsType<ResizeContainer>(Assert.Single(scene.Actions));
        Assert.Equal(AgentScene.Set("cpus:2.1;mem:32"), grow.Size.Requests);
        scene.Forget().Do(new ContainerResized("c1", grow.Resize));
        Assert.Equal("t2", scene.Actions.OfType<StartProcess>().Single().Process);
        scene.AcknowledgeAll().Forget()
            .Do(new ProcessEnded("c1", "t1", new ProcessEnd { ExitStatus = 0 })).AcknowledgeAll();
        Assert.Equal(AgentScene.Set("cpus:1.1;mem:32"),
            Assert.IsType<ResizeContainer>(scene.Actions[0]).Size.Requests);
        Assert.Contains("t1 Finished", scene.Told);
    }

    [Fact]
    public void A_container_that_cannot_grow_is_destroyed_and_its_tasks_are_gone()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "t1");
        scene.Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", "t1")).AcknowledgeAll();
        Group(scene, "t2");
        scene.Forget().Do(new ContainerFailed("c1", "no space")).AcknowledgeAll();
        Assert.Equal(new DestroyContainer("c1"), scene.Actions[0]);
        Assert.Equal(["t1 Gone", "t2 Gone"], scene.Told.Order());
        Assert.All(scene.Updates, u => Assert.Equal(
            (TaskReason.ContainerUpdateFailed, "no space"), (u.Reason, u.Message)));
    }

    [Fact]
    public void A_task_of_a_group_that_fails_takes_its_group_along_and_no_other()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "t1", "t2");
        Group(scene, "t3");
        scene.Do(new ContainerCreated("c1")).Do(new ContainerResized("c1", 1)).AcknowledgeAll();
        scene.Forget().Do(new ProcessEnded("c1", "t1", new ProcessEnd { ExitStatus = 1 }));
        Assert.Equal(["t2"], scene.Actions.OfType<SignalProcess>().Select(s => s.Process));
    }

    [Fact]
    public void A_group_of_which_one_is_killed_before_it_started_ends_once_each()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "t1", "t2", "t3");
        scene.Hear(new KillReceived("f", "t1", null)).AcknowledgeAll();
        Assert.Equal(["t1 Killed", "t2 Killed", "t3 Killed"], scene.Told.Order());
        Assert.Single(scene.Actions.OfType<DestroyContainer>());
    }

    [Fact]
    public void A_task_without_a_command_fails_in_the_agents_own_executor()
    {
        ExecutorDescription executor = new("e", AgentScene.Set("cpus:0.1;mem:32"))
        {
            Kind = ExecutorKind.Default,
        };
        AgentScene scene = new AgentScene().Register().Launch(
            AgentScene.Task("t") with { Command = null, Executor = executor });
        scene.Do(new ContainerCreated("c1"));
        Assert.Equal((TaskState.Failed, TaskReason.ContainerLaunchFailed),
            (scene.Updates.Single().State, scene.Updates.Single().Reason));
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
    }

    [Fact]
    public void A_limit_ends_all_of_a_container_with_its_figures()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"));
        scene.Do(new ContainerLimited(
            "c1", TaskReason.ContainerLimitationMemory, "used 70 MB of 64 MB"));
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 9 })).AcknowledgeAll();
        ReportUpdate update = Assert.Single(scene.Updates);
        Assert.Equal(
            (TaskState.Failed, TaskReason.ContainerLimitationMemory, "used 70 MB of 64 MB"),
            (update.State, update.Reason, update.Message));
    }

    [Fact]
    public void A_task_that_runs_for_longer_than_it_may_fails()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t") with
        {
            MaxCompletionTime = TimeSpan.FromSeconds(10),
        });
        scene.Wait(10);
        Assert.Contains(new SignalProcess("c1", "t", IsKill: false), scene.Actions);
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 15 }));
        ReportUpdate update = scene.Updates.Last();
        Assert.Equal((TaskState.Failed, TaskReason.MaxCompletionTimeReached),
            (update.State, update.Reason));
    }

    [Fact]
    public void A_task_whose_health_check_gives_up_is_killed()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"));
        scene.Do(new HealthChanged("c1", "t", IsHealthy: true)).AcknowledgeAll();
        Assert.True(Assert.Single(scene.Updates).IsHealthy);
        scene.Forget().Do(new HealthChanged("c1", "t", IsHealthy: false) { IsFatal = true });
        Assert.False(Assert.Single(scene.Updates).IsHealthy);
        Assert.Single(scene.Actions.OfType<SignalProcess>());
    }

    [Fact]
    public void A_task_counts_as_unacknowledged_while_an_update_of_it_waits()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"))
            .Run(AgentScene.Task("u"));
        Assert.Equal(0, scene.Agent.UnacknowledgedTasks);
        scene.Do(new HealthChanged("c1", "t", IsHealthy: false))
            .Do(new HealthChanged("c1", "t", IsHealthy: true));
        Assert.Equal(1, scene.Agent.UnacknowledgedTasks);
        scene.Do(new ProcessEnded("c2", "u", new ProcessEnd { ExitStatus = 0 }));
        Assert.Equal(2, scene.Agent.UnacknowledgedTasks);
        Assert.Equal(2, Agent.Restore(scene.Rows).UnacknowledgedTasks);
        Assert.Equal(0, scene.AcknowledgeAll().Agent.UnacknowledgedTasks);
        scene.Do(new HealthChanged("c1", "t", IsHealthy: false)).Hear(new FrameworkShutDown("f"));
        Assert.Equal(0, scene.Agent.UnacknowledgedTasks);
    }

    [Fact]
    public void While_it_drains_nothing_is_launched()
    {
        AgentScene scene = new AgentScene().Register().Hear(new DrainReceived(null));
        scene.Launch(AgentScene.Task("t"));
        Assert.Equal((TaskState.Dropped, TaskReason.AgentDraining),
            (scene.Updates.Single().State, scene.Updates.Single().Reason));
    }

    [Fact]
    public void Who_is_shut_down_ends_with_all_containers()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"))
            .Hear(new AgentShutDown());
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        Assert.False(scene.Agent.IsEnded);
        Assert.True(scene.Do(new ContainerDestroyed("c1")).Agent.IsEnded);
        Assert.False(scene.Agent.WantsConnection);
    }

    [Fact]
    public void What_it_has_of_a_framework_that_is_no_more_ends_untold()
    {
        AgentScene scene = new AgentScene().Register().Run(AgentScene.Task("t"))
            .Hear(new FrameworkShutDown("f"));
        Assert.Contains(new SignalProcess("c1", "t", IsKill: false), scene.Actions);
        scene.Wait(3).Do(new ProcessEnded("c1", "t", new ProcessEnd { Signal = 9 }));
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        scene.Do(new ContainerDestroyed("c1"));
        Assert.Empty(scene.Told);
        Assert.Equal((0, 0), (scene.Agent.TaskCount, scene.Agent.Containers));
    }

    internal static void Group(AgentScene scene, params string[] tasks)
    {
        ExecutorDescription executor = new("e", AgentScene.Set("cpus:0.1;mem:32"))
        {
            Kind = ExecutorKind.Default,
        };
        scene.Hear(new LaunchGroupReceived(scene.Framework, "r", new LaunchGroup(
            executor, [.. tasks.Select(t => AgentScene.Task(t))])));
    }
}
