namespace Offers.Core.Tests.Masters;

/// <summary>The rows of the transition tables: what can happen, with what matters varied.</summary>
internal static class TransitionEvents
{
    internal static IReadOnlyList<(string Name, Func<TransitionScene, ClusterCommand> Make)> All
    {
        get;
    } = [.. Subscriptions(), .. OfferCalls(), .. TaskCalls(), .. OperationCalls(),
        .. Registrations(), .. Reports(), .. Operators(), .. OperatorsOnAgents(), .. Times()];

    /// <summary>The command of a row.</summary>
    internal static T Of<T>(string name, TransitionScene scene)
        where T : ClusterCommand =>
        (T)All.Single(row => string.Equals(row.Name, name, StringComparison.Ordinal))
            .Make(scene);

    private static (string, Func<TransitionScene, ClusterCommand>)[] Subscriptions() =>
    [
        ("SUBSCRIBE on the connection it has",
            s => new Subscribe(s.Profile, s.ConnectionOfFramework)),
        ("SUBSCRIBE on another connection", s => new Subscribe(s.Profile, 55)),
        ("SUBSCRIBE on another connection, by force",
            s => new Subscribe(s.Profile, 55) { Force = true }),
        ("SUBSCRIBE by force for another principal",
            s => new Subscribe(s.Profile with { Principal = "q" }, 55) { Force = true }),
        ("its connection breaks", s => new DisconnectFramework("f1", s.ConnectionOfFramework)),
        ("a connection that it had breaks", _ => new DisconnectFramework("f1", 77)),
        ("TEARDOWN", _ => new TearDown("f1")),
        ("UPDATE_FRAMEWORK with another role", s => new ChangeFramework(s.Profile with
        {
            Description = s.Profile.Description with { Roles = ["q"] },
        })),
        ("SUPPRESS", _ => new SuppressOffers("f1", [])),
        ("SUPPRESS of a role that it has not", _ => new SuppressOffers("f1", ["x"])),
        ("REVIVE", _ => new ReviveOffers("f1", ["r"])),
        ("REQUEST", _ => new RequestResources("f1")),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] OfferCalls() =>
    [
        ("ACCEPT without operations", s => new AcceptOffers("f1", [s.Offer], [])),
        ("ACCEPT with LAUNCH of t9", s => new AcceptOffers("f1", [s.Offer],
            [new LaunchTasks([s.Master.Task("t9", "a1", "cpus:0.1;mem:32")])])),
        ("ACCEPT with LAUNCH of t1", s => new AcceptOffers("f1", [s.Offer],
            [new LaunchTasks([s.Task])])),
        ("ACCEPT with RESERVE o1", s => new AcceptOffers("f1", [s.Offer], [s.Reserve])),
        ("ACCEPT by f2", s => new AcceptOffers("f2", [s.Offer], [])),
        ("DECLINE", s => new DeclineOffers("f1", [s.Offer])),
        ("DECLINE by f2", s => new DeclineOffers("f2", [s.Offer])),
        ("ACCEPT_INVERSE_OFFERS", s => new AnswerInverseOffers(
            "f1", [s.Offer], InverseOfferAnswer.Accept)),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] TaskCalls() =>
    [
        ("ACKNOWLEDGE of its update", s => new AcknowledgeUpdate("f1", "a1", "t1", s.Update)),
        ("ACKNOWLEDGE of another update",
            _ => new AcknowledgeUpdate("f1", "a1", "t1", new UpdateId(6, 6))),
        ("KILL t1 on a1", _ => new KillTask("f1", "t1")
        {
            Agent = "a1",
            Grace = TimeSpan.FromSeconds(3),
        }),
        ("KILL t1 anywhere", _ => new KillTask("f1", "t1")),
        ("KILL t1 by f2", _ => new KillTask("f2", "t1") { Agent = "a1" }),
        ("RECONCILE t1 on a1", _ => new ReconcileTasks("f1", [new TaskQuery("t1", "a1")])),
        ("RECONCILE t1 anywhere", _ => new ReconcileTasks("f1", [new TaskQuery("t1")])),
        ("RECONCILE all", _ => new ReconcileTasks("f1", [])),
        ("SHUTDOWN e1", _ => new ShutDownExecutor("f1", "a1", "e1")),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] OperationCalls() =>
    [
        ("ACKNOWLEDGE_OPERATION of its update",
            s => new AcknowledgeOperation("f1", "o1", s.OperationUpdate)),
        ("ACKNOWLEDGE_OPERATION of another update",
            _ => new AcknowledgeOperation("f1", "o1", new UpdateId(6, 6))),
        ("RECONCILE_OPERATIONS o1", _ => new ReconcileOperations("f1", ["o1"])),
        ("RECONCILE_OPERATIONS all", _ => new ReconcileOperations("f1", [])),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] Registrations() =>
    [
        ("a1 registers", s => new RegisterAgent(s.AgentProfile, 56)),
        ("a1 registers on another host",
            s => new RegisterAgent(s.AgentProfile with { Hostname = "elsewhere" }, 56)),
        ("a1 registers again on the connection it has",
            s => new RegisterAgent(s.AgentProfile, s.ConnectionOfAgent)),
        ("a1 is back with nothing", s => new ReregisterAgent(s.AgentProfile, 56, [])),
        ("a1 is back with t1 and o1", s => Back(s, TaskState.Running, UpdateId.None)),
        ("a1 is back with e1 and t1 in it", s => new ReregisterAgent(s.AgentProfile, 56,
            [new ReportedTask("f1", "r", s.TaskOfExecutor, TaskState.Running)])
        {
            Executors = [new ReportedExecutor("f1", "r", s.Executor)],
            Frameworks = [s.Profile],
        }),
        ("a1 is back with t1 finished",
            s => Back(s, TaskState.Finished, new UpdateId(5, 5))),
        ("a1 is back, draining",
            s => new ReregisterAgent(s.AgentProfile, 56, []) { IsDraining = true }),
        ("its connection to a1 breaks", s => new DisconnectAgent("a1", s.ConnectionOfAgent)),
        ("a connection that a1 had breaks", _ => new DisconnectAgent("a1", 77)),
        ("a1 unregisters", _ => new UnregisterAgent("a1")),
        ("a1 answers a ping", _ => new AnswerPing("a1")),
    ];

    private static ReregisterAgent Back(TransitionScene s, TaskState state, UpdateId update) =>
        new(s.AgentProfile, 56, [new ReportedTask("f1", "r", s.Task, state)
        {
            Update = update,
            UpdateState = update.IsSome ? state : null,
        }])
        {
            Frameworks = [s.Profile],
            Operations = [new ReportedOperation(
                "f1", "o1", OperationState.Pending, UpdateId.None)],
        };

    private static (string, Func<TransitionScene, ClusterCommand>)[] Reports() =>
    [
        ("t1 is STARTING", _ => Report(TaskState.Starting)),
        ("t1 is RUNNING", _ => Report(TaskState.Running)),
        ("t1 was RUNNING and is FINISHED",
            _ => Report(TaskState.Running) with { LatestState = TaskState.Finished }),
        ("t1 is KILLING", _ => Report(TaskState.Killing)),
        ("t1 is KILLED", _ => Report(TaskState.Killed)),
        ("t1 is FAILED, no need to acknowledge",
            _ => Report(TaskState.Failed) with { Update = UpdateId.None }),
        ("t1 is UNREACHABLE, says the agent itself", _ => Report(TaskState.Unreachable)),
        ("e1 exits", _ => new ReportExecutorExit("a1", "f1", "e1", 1)),
        ("o1 is FINISHED", _ => new ReportOperation(
            "a1", "f1", "o1", OperationState.Finished, new UpdateId(4, 4))),
        ("o1 is FAILED, no need to acknowledge", s => new ReportOperation(
            "a1", "f1", "o1", OperationState.Failed, UpdateId.None)
        {
            Total = s.AgentProfile.Resources,
        }),
        ("a1 has revocable resources",
            s => new ReportRevocable("a1", s.Master.Set("cpus{REV}:2"))),
        ("a1 has regular resources that it calls revocable",
            s => new ReportRevocable("a1", s.Master.Set("cpus:2"))),
        ("a1 has more", s => new ReportTotal("a1", s.Master.Set("cpus:8;mem:8192;disk:1024"))),
    ];

    private static ReportUpdate Report(TaskState state) =>
        new("a1", "f1", "t1", state, new UpdateId(5, 5));

    private static (string, Func<TransitionScene, ClusterCommand>)[] Operators() =>
    [
        ("UPDATE_QUOTA of another role", s => new SetQuotas([new UpdateQuota(
            "q", s.Master.Set("cpus:4").Quantities, default)])
        {
            Force = true,
        }),
        ("weights change", _ => new SetWeights([new RoleWeight("r", 2000)])),
        ("the whitelist names a2 only", _ => new SetHosts(["a2"])),
        ("the offer is rescinded", s => new RescindOffers([s.Offer])),
        ("an operator reserves on a1", s => new OperateAgent(
            "a1", [new ReserveResources(s.Master.Set("cpus(r,DYNAMIC):1"))])),
        ("the master restarts", _ => new RestartMaster(9)),
        ("the master restarts with its old number", _ => new RestartMaster(1)),
        ("a1 is expected", _ => new ExpectAgents(["a1"])),
        ("a preemption is asked for", s => new Preempt(new PreemptionClaim(
            "f1", "r", PreemptionCause.OverShare, s.Master.Set("cpus:4").Quantities, 1))),
        ("a preemption is withdrawn", _ => new WithdrawPreemption("f1")),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] OperatorsOnAgents() =>
    [
        ("DRAIN_AGENT", _ => new DrainAgent("a1") { MaxGrace = TimeSpan.FromSeconds(9) }),
        ("DRAIN_AGENT and mark gone", _ => new DrainAgent("a1") { MarkGone = true }),
        ("DEACTIVATE_AGENT", _ => new SetAgentOffering("a1", IsOffered: false)),
        ("REACTIVATE_AGENT", _ => new SetAgentOffering("a1", IsOffered: true)),
        ("MARK_AGENT_GONE", _ => new MarkAgentGone("a1")),
        ("maintenance of a1 is scheduled", s => new ScheduleMaintenance([new MaintenanceWindow(
            ["a1"], s.Master.Now + TimeSpan.FromHours(1), null)])),
        ("no maintenance is scheduled", _ => new ScheduleMaintenance([])),
        ("maintenance of a1 starts", _ => new StartMaintenance(["a1"])),
        ("maintenance of a1 ends", _ => new EndMaintenance(["a1"])),
    ];

    private static (string, Func<TransitionScene, ClusterCommand>)[] Times() =>
    [
        ("time stands still", _ => new AdvanceTime()),
        ("a second passes", s => After(s, 1)),
        ("a day passes", s => After(s, 86_400)),
    ];

    private static AdvanceTime After(TransitionScene scene, double seconds)
    {
        scene.Master.Wait(seconds);
        return new AdvanceTime();
    }
}
