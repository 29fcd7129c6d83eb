namespace Offers.Core.Tests.Masters;

/// <summary>How agents come, are away, and go (semantics 2.8 and 4).</summary>
public sealed class AgentBehaviours
{
    private const string All = "cpus:4;mem:4096";

    private static FrameworkProfile Profile(bool isAware = true) => MasterScene.Profile(
        "f1", "*", isAware ? FrameworkCapabilities.PartitionAware : default) with
    {
        FailoverTimeout = TimeSpan.FromDays(1),
    };

    private static MasterScene Running(bool isAware = true, ClusterOptions? options = null) =>
        new MasterScene(options).Agent("a1", All).Framework(Profile(isAware)).Settle()
            .Launch("f1", "t1", "cpus:1;mem:64");

    private static ReregisterAgent Back(MasterScene scene, params string[] tasks) => new(
        new AgentProfile("a1", scene.Set(All)), 9,
        [.. tasks.Select(name => new ReportedTask(
            "f1", "*", scene.Task(name, "a1", "cpus:1;mem:64"), TaskState.Running))])
    {
        Frameworks = [Profile()],
    };

    private static MasterScene Silent(MasterScene scene, double seconds)
    {
        scene.AnswersPings = false;
        scene.Advance(seconds);
        scene.AnswersPings = true;
        return scene;
    }

    [Fact]
    public void Five_missed_pings_make_an_agent_unreachable_after_75_seconds()
    {
        MasterScene scene = Running().Advance(30).Forget();
        Silent(scene, 15 + 74.9);
        Assert.Equal(1, scene.Cluster.AgentCount);
        Silent(scene, 0.1);
        Assert.Equal(0, scene.Cluster.AgentCount);
        Assert.Equal(
            ["TaskUpdated f1 a1 t1 Unreachable AgentRemoved", "AgentLost f1 a1"],
            scene.Told.Where(t => !t.StartsWith("Ping", StringComparison.Ordinal)
                && !t.StartsWith("Offered", StringComparison.Ordinal)
                && !t.StartsWith("Rescinded", StringComparison.Ordinal)));
        Assert.Equal(scene.Now,
            scene.Messages.Single(m => m.Kind == MessageKind.TaskUpdated).When);
    }

    [Fact]
    public void One_answer_is_enough_to_start_anew()
    {
        MasterScene scene = Running();
        Silent(scene, 60).Do(new AnswerPing("a1"));
        Silent(scene, 74);
        Assert.Equal(1, scene.Cluster.AgentCount);
    }

    [Fact]
    public void A_silent_network_empties_the_cell_slowly_and_a_late_answer_saves_an_agent()
    {
        MasterScene scene = new(new ClusterOptions { RemovalInterval = TimeSpan.FromMinutes(10) });
        scene.Agent("a1", All).Agent("a2", All).Agent("a3", All);
        Silent(scene, 120);
        Assert.Equal(2, scene.Cluster.AgentCount);
        Assert.NotNull(scene.Cluster.FindAgent("a2"));
        scene.Do(new AnswerPing("a2"));
        scene.AnswersPings = false;
        for (int i = 0; i < 130; i++)
        {
            scene.Advance(10).Do(new AnswerPing("a2"));
        }

        Assert.Equal(1, scene.Cluster.AgentCount);
        Assert.Null(scene.Cluster.FindAgent("a3"));
    }

    [Theory]
    [InlineData(true, "Unreachable")]
    [InlineData(false, "Lost")]
    public void Tasks_of_an_unreachable_agent_come_back_with_it(bool isAware, string state)
    {
        MasterScene scene = Silent(Running(isAware), 120);
        Assert.Equal([$"TaskUpdated f1 a1 t1 {state} AgentRemoved"],
            scene.ToldOf(MessageKind.TaskUpdated).TakeLast(1));
        scene.Forget().Do(Back(scene, "t1"));
        Assert.Equal(["TaskUpdated f1 a1 t1 Running AgentReregistered"],
            scene.ToldOf(MessageKind.TaskUpdated));
        scene.Settle().Advance(1);
        Assert.Equal("cpus:3;mem:4032", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Nobody_registers_without_a_connection()
    {
        MasterScene scene = Running().Do(new DisconnectAgent("a1", 1));
        Assert.Equal(ClusterStatus.InvalidValue,
            scene.Try(Back(scene, "t1") with { Connection = 0 }));
    }

    [Fact]
    public void The_name_of_an_unreachable_task_is_taken()
    {
        MasterScene scene = Silent(Running(), 120).Forget().Agent("a2", All).Settle();
        scene.Advance(1).Accept("f1", scene.OfferTo("f1"),
            new LaunchTasks([scene.Task("t1", "a2", "cpus:1")]));
        Assert.Equal(["TaskUpdated f1 a2 t1 Error TaskInvalid NameTaken"],
            scene.ToldOf(MessageKind.TaskUpdated));
    }

    [Fact]
    public void Who_is_gone_may_never_return()
    {
        MasterScene scene = Running().Forget().Do(new MarkAgentGone("a1"));
        Assert.Contains("ShutDownAgent a1", scene.Told);
        Assert.Contains("TaskUpdated f1 a1 t1 Lost AgentRemovedByOperator",
            Running(isAware: false).Do(new MarkAgentGone("a1")).Told);
        Assert.Equal(ClusterStatus.AgentGone, scene.Try(Back(scene, "t1")));
        Assert.Equal(ClusterStatus.AgentGone, scene.Try(new AnswerPing("a1")));
        Assert.Equal(["AgentRefused a1 AgentGone", "ShutDownAgent a1"], scene.Told.TakeLast(2));
    }

    [Fact]
    public void Who_is_out_of_contact_can_be_marked_gone_and_its_tasks_are_told()
    {
        MasterScene scene = Silent(Running(), 120).Forget().Do(new MarkAgentGone("a1"));
        Assert.Equal(["TaskUpdated f1 a1 t1 GoneByOperator AgentRemovedByOperator"], scene.Told);
    }

    [Fact]
    public void A_draining_agent_kills_its_tasks_with_at_most_the_grace_and_is_drained_then()
    {
        MasterScene scene = new MasterScene().Agent("a1", All).Framework(Profile()).Settle();
        TaskDescription own = scene.Task("t1", "a1", "cpus:1") with
        {
            KillGrace = TimeSpan.FromSeconds(2),
        };
        scene.Accept("f1", scene.OfferTo("f1"), new LaunchTasks(
        [
            own, own with { Name = "t2", KillGrace = TimeSpan.FromSeconds(90) },
            own with { Name = "t3", KillGrace = null },
        ])).Advance(1).Forget();
        scene.Do(new DrainAgent("a1") { MaxGrace = TimeSpan.FromSeconds(30) });
        Assert.Equal(
            [
                "Drain a1 30", "Kill f1 a1 t1 AgentDraining 2", "Kill f1 a1 t2 AgentDraining 30",
                "Kill f1 a1 t3 AgentDraining 30",
            ],
            scene.Told.Where(t => !t.StartsWith("Rescinded", StringComparison.Ordinal)));
        scene.Update("f1", "a1", "t1", TaskState.Killed);
        scene.Update("f1", "a1", "t2", TaskState.Killed);
        Assert.False(scene.Cluster.FindAgent("a1")!.IsDrained);
        scene.Update("f1", "a1", "t3", TaskState.Killed);
        Assert.True(scene.Cluster.FindAgent("a1")!.IsDrained);
        scene.Forget().Advance(5);
        Assert.Equal("", scene.OfferedTo("f1"));
        scene.Do(new SetAgentOffering("a1", IsOffered: true)).Advance(1);
        Assert.Equal(All, scene.OfferedTo("f1"));
    }

    [Fact]
    public void Who_is_to_be_gone_when_drained_is_gone_then()
    {
        MasterScene scene = Running().Do(new DrainAgent("a1") { MarkGone = true }).Forget();
        UpdateId update = scene.NewUpdate();
        scene.Do(new ReportUpdate("a1", "f1", "t1", TaskState.Killed, update));
        Assert.Equal(1, scene.Cluster.AgentCount);
        scene.Do(new AcknowledgeUpdate("f1", "a1", "t1", update));
        Assert.Contains("ShutDownAgent a1", scene.Told);
        Assert.Equal(LostAgentState.Gone, scene.Cluster.FindLost("a1")!.State);
    }

    [Fact]
    public void A_framework_that_ends_leaves_a_draining_agent_drained()
    {
        MasterScene scene = new MasterScene().Agent("a1", All).Framework(
            MasterScene.Profile("f1", "r") with { FailoverTimeout = TimeSpan.FromDays(1) });
        ReserveResources reserve = new(scene.Set("cpus(r,DYNAMIC):1")) { Id = "o1" };
        scene.Settle().Accept("f1", scene.OfferTo("f1"), reserve);
        Assert.Single(scene.Cluster.FindFramework("f1")!.Operations);
        scene.Do(new DrainAgent("a1") { MarkGone = true }).Do(new TearDown("f1"));
        Assert.Equal(LostAgentState.Gone, scene.Cluster.FindLost("a1")!.State);
    }

    [Fact]
    public void A_drain_survives_the_agents_absence_and_the_masters_restart()
    {
        MasterScene scene = Running().Do(new DrainAgent("a1")).Do(new RestartMaster(2));
        scene.Forget().Do(Back(scene, "t1"));
        Assert.Equal(["AgentAdmitted a1", "Drain a1", "Kill f1 a1 t1 AgentDraining"], scene.Told);
        Silent(scene, 120).Forget().Do(Back(scene));
        Assert.True(scene.Cluster.FindAgent("a1")!.IsDrained);
    }

    [Fact]
    public void Who_was_reactivated_while_away_does_not_drain_when_back()
    {
        MasterScene scene = Running().Do(new DrainAgent("a1")).Do(new DisconnectAgent("a1", 1));
        scene.Do(new SetAgentOffering("a1", IsOffered: true));
        Silent(scene, 120).Forget().Do(Back(scene, "t1") with { IsDraining = true });
        Assert.False(scene.Messages.Single(m => m.Kind == MessageKind.AgentAdmitted).IsDraining);
        Assert.True(scene.Cluster.FindAgent("a1")!.IsOffered);
    }

    [Fact]
    public void Unsaved_tasks_that_go_with_the_connection_leave_the_agent_drained()
    {
        MasterScene scene = new MasterScene().Agent("a1", All);
        scene.Framework(Profile() with { Checkpoint = false }).Settle();
        scene.Launch("f1", "t1", "cpus:1;mem:64").Do(new DrainAgent("a1"));
        scene.Do(new DisconnectAgent("a1", 1));
        Assert.True(scene.Cluster.FindAgent("a1")!.IsDrained);
    }

    [Fact]
    public void Maintenance_asks_frameworks_to_leave_then_takes_the_host_down_and_up_again()
    {
        MasterScene scene = Running();
        Timestamp start = scene.Now + TimeSpan.FromHours(1);
        scene.Forget().Do(new ScheduleMaintenance(
            [new MaintenanceWindow(["a1"], start, null)])).Advance(1);
        ClusterMessage asked =
            scene.Messages.Single(message => message.Kind == MessageKind.InverseOffered);
        Assert.Equal(("f1", "a1", start), (asked.Framework, asked.Agent, asked.When));
        scene.Do(new AnswerInverseOffers("f1", [asked.Offer], InverseOfferAnswer.Accept));
        scene.Forget().Do(new StartMaintenance(["a1"]));
        Assert.Contains("ShutDownAgent a1", scene.Told);
        Assert.Contains("TaskUpdated f1 a1 t1 Gone AgentRemoved", scene.Told);
        Assert.Equal(ClusterStatus.HostDown, scene.Try(Back(scene)));
        scene.Do(new EndMaintenance(["a1"])).Do(Back(scene)).Forget().Advance(1);
        Assert.Equal(All, scene.OfferedTo("f1"));
        Assert.Empty(scene.ToldOf(MessageKind.InverseOffered));
    }

    [Fact]
    public void Who_has_nothing_left_on_an_agent_is_no_longer_asked_to_leave_it()
    {
        MasterScene scene = Running();
        scene.Do(new ScheduleMaintenance(
            [new MaintenanceWindow(["a1"], scene.Now + TimeSpan.FromHours(1), null)])).Advance(1);
        scene.Forget().Update("f1", "a1", "t1", TaskState.Finished);
        Assert.EndsWith("NothingLeft", Assert.Single(scene.ToldOf(MessageKind.InverseRescinded)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Maintenance_that_is_called_off_withdraws_what_knew_of_it()
    {
        MasterScene scene = Running();
        scene.Do(new ScheduleMaintenance(
            [new MaintenanceWindow(["a1"], scene.Now + TimeSpan.FromHours(1), null)])).Advance(6);
        scene.Forget().Do(new ScheduleMaintenance([]));
        Assert.Single(scene.ToldOf(MessageKind.Rescinded));
        Assert.Single(scene.ToldOf(MessageKind.InverseRescinded));
    }

    [Fact]
    public void Who_is_expected_may_come_in_time()
    {
        MasterScene scene = new MasterScene().Do(new ExpectAgents(["a1", "a2"]));
        scene.Framework(Profile()).Advance(599).Forget().Do(Back(scene, "t1"));
        Assert.Equal(1, scene.Cluster.TaskCount);
        scene.Advance(1);
        Assert.Equal(LostAgentState.Unreachable, scene.Cluster.FindLost("a2")!.State);
        Assert.NotNull(scene.Cluster.FindAgent("a1"));
    }

    [Fact]
    public void Who_comes_late_is_admitted_all_the_same()
    {
        MasterScene scene = new MasterScene().Do(new ExpectAgents(["a1"])).Framework(Profile());
        scene.Advance(700).Do(new ReconcileTasks("f1", [new TaskQuery("t1", "a1")]));
        Assert.Equal(["TaskUpdated f1 a1 t1 Unreachable Reconciliation"],
            scene.ToldOf(MessageKind.TaskUpdated));
        scene.Do(Back(scene, "t1"));
        Assert.Equal(1, scene.Cluster.TaskCount);
    }

    [Fact]
    public void After_a_restart_agents_have_their_time_to_come_back()
    {
        MasterScene scene = Running().Agent("a2", All).Do(new RestartMaster(2)).Forget();
        scene.Do(Back(scene, "t1"));
        Assert.Equal(ClusterStatus.AgentDisconnected, scene.Try(new AnswerPing("a2")));
        scene.Advance(599);
        Assert.Equal(2, scene.Cluster.AgentCount);
        scene.Advance(1);
        Assert.Null(scene.Cluster.FindAgent("a2"));
        Assert.NotNull(scene.Cluster.FindTask("f1", "t1"));
    }

    [Fact]
    public void Reconciliation_has_six_answers_and_one_is_silence()
    {
        MasterScene scene = Silent(Running(), 120);
        scene.Agent("a2", All).Agent("a3", All).Do(new MarkAgentGone("a3"));
        scene.Settle().Advance(1).Accept("f1", scene.OfferTo("f1"),
            new LaunchTasks([scene.Task("t2", "a2", "cpus:1;mem:64")]));
        scene.Do(new ExpectAgents(["a4"])).Forget().Do(new ReconcileTasks("f1",
        [
            new TaskQuery("t2", "a2"), new TaskQuery("x", "a2"), new TaskQuery("t1", "a1"),
            new TaskQuery("x", "a3"), new TaskQuery("x", "a9"), new TaskQuery("x", "a4"),
            new TaskQuery("x"),
        ]));
        Assert.Equal(
            [
                "TaskUpdated f1 a2 t2 Staging Reconciliation",
                "TaskUpdated f1 a2 x Gone Reconciliation",
                "TaskUpdated f1 a1 t1 Unreachable Reconciliation",
                "TaskUpdated f1 a3 x GoneByOperator Reconciliation",
                "TaskUpdated f1 a9 x Unknown Reconciliation",
            ],
            scene.Told);
    }

    [Fact]
    public void A_kill_is_remembered_for_an_agent_that_is_away()
    {
        MasterScene scene = Running().Do(new DisconnectAgent("a1", 1)).Forget();
        scene.Do(new KillTask("f1", "t1") { Grace = TimeSpan.FromSeconds(7) });
        Assert.Empty(scene.Told);
        scene.Do(Back(scene, "t1"));
        Assert.Equal(["AgentAdmitted a1", "Kill f1 a1 t1 7"], scene.Told);
    }

    [Fact]
    public void What_never_reached_its_agent_is_dropped_and_what_it_lost_is_gone()
    {
        MasterScene scene = Running().Forget().Advance(1);
        scene.Accept("f1", scene.OfferTo("f1"),
            new LaunchTasks([scene.Task("t2", "a1", "cpus:1;mem:64")])).Forget();
        scene.Do(Back(scene));
        Assert.Equal(
            [
                "TaskUpdated f1 a1 t1 Gone Reconciliation",
                "TaskUpdated f1 a1 t2 Dropped Reconciliation",
            ],
            scene.ToldOf(MessageKind.TaskUpdated));
    }
}
