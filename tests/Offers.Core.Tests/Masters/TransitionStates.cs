using Make = System.Func<Offers.Core.Tests.Masters.TransitionScene>;

namespace Offers.Core.Tests.Masters;

/// <summary>The columns of the transition tables: the states of each subject.</summary>
internal static class TransitionStates
{
    /// <summary>How the columns of ended tasks end.</summary>
    internal const string Ended = " (not acknowledged)";

    internal static (string Name, Make Make)[] Of(string subject) => subject switch
    {
        "Offers" => Offers(),
        "Tasks" => [.. Tasks(), .. EndedTasks()],
        "Agents" => [.. Agents(), .. LostAgents()],
        "Frameworks" => Frameworks(),
        "Executors" => Executors(),
        _ => [.. Operations(), .. LostOperations()],
    };

    private static TransitionScene New() => new();

    private static (string, Make)[] Offers() =>
    [
        ("open", () => New().Offered()),
        ("accepted", () => Closed(s => s.Master.Do(new AcceptOffers("f1", [s.Offer], [])))),
        ("declined", () => Closed(s => s.Master.Do(new DeclineOffers("f1", [s.Offer])))),
        ("rescinded", () => Closed(s => s.Master.Do(new RescindOffers([s.Offer])))),
        ("discarded", () => Closed(s => s.Master.Do(
            new Subscribe(s.Profile, 44) { Force = true }))),
        ("never existed", () => Closed(s =>
        {
            s.Do(new AcceptOffers("f1", [s.Offer], []));
            s.Offer = new OfferKey(1, 999);
        })),
        ("of f2", OfOther),
        ("of an earlier master", () => Closed(s =>
        {
            s.Do(new RestartMaster(2)).Do(new Subscribe(s.Profile, 44));
            s.Do(new ReregisterAgent(s.AgentProfile, 45, []));
        })),
    ];

    private static TransitionScene Closed(Action<TransitionScene> close)
    {
        TransitionScene scene = New().Offered();
        close(scene);
        return scene;
    }

    private static TransitionScene OfOther()
    {
        TransitionScene scene = New();
        scene.Master.Framework(scene.Profile).Agent("a1", "cpus:4;mem:4096;disk:1024");
        scene.Master.Do(new SuppressOffers("f1", [])).Framework("f2", "s").Settle();
        scene.Offer = scene.Master.OfferTo("f2").Offer;
        return scene;
    }

    private static (string, Make)[] Tasks() =>
    [
        ("unknown", () => New().Offered()),
        ("staging", () => New().WithTask(TaskState.Staging)),
        ("starting", () => New().WithTask(TaskState.Starting)),
        ("running", () => New().WithTask(TaskState.Running)),
        ("killing", () => New().WithTask(TaskState.Killing)),
        ("killed soon", () => New().WithTask(TaskState.Running).Do(new KillTask("f1", "t1"))),
        ("agent away", () => New().WithTask(TaskState.Running).DisconnectAgent()),
        ("agent away, killed soon", () => New().WithTask(TaskState.Running).DisconnectAgent()
            .Do(new KillTask("f1", "t1"))),
        ("framework away", () => New().WithTask(TaskState.Running).DisconnectFramework()),
        ("unreachable", () => New().WithTask(TaskState.Running).LoseAgent()),
        ("lost with its agent", () => Plain().WithTask(TaskState.Running).LoseAgent()),
        ("lost with the connection", () =>
            Unsaved().WithTask(TaskState.Running).DisconnectAgent()),
        ("gone by operator", () =>
            New().WithTask(TaskState.Running).Do(new MarkAgentGone("a1"))),
    ];

    private static (string, Make)[] EndedTasks() =>
    [
        .. Enum.GetValues<TaskState>().Where(state => state.IsTerminal()).Select(state =>
            ((string, Make))(state + Ended, () => New().WithTask(state))),
        ("Finished, RUNNING not acknowledged", () =>
            New().WithTask(TaskState.Starting).Do(new ReportUpdate(
                "a1", "f1", "t1", TaskState.Running, new UpdateId(3, 3))
            {
                LatestState = TaskState.Finished,
            })),
        ("acknowledged", () => New().WithTask(TaskState.Finished).Acknowledge()),
    ];

    private static TransitionScene Plain() =>
        new() { Capabilities = FrameworkCapabilities.MultiRole };

    private static TransitionScene Unsaved() => new() { IsCheckpointed = false };

    private static (string, Make)[] Agents() =>
    [
        ("unknown", () => New().Do(new Subscribe(New().Profile, 44))),
        ("connected", () => New().WithTask(TaskState.Running)),
        ("idle", () => New().Offered()),
        ("disconnected", () => New().WithTask(TaskState.Running).DisconnectAgent()),
        ("deactivated", () =>
            New().WithTask(TaskState.Running).Do(new SetAgentOffering("a1", IsOffered: false))),
        ("draining", () => New().WithTask(TaskState.Running).Do(new DrainAgent("a1"))),
        ("draining, disconnected", () =>
            New().WithTask(TaskState.Running).Do(new DrainAgent("a1")).DisconnectAgent()),
        ("draining, gone then", () => New().WithTask(TaskState.Running)
            .Do(new DrainAgent("a1") { MarkGone = true })),
        ("drained", () => New().Offered().Do(new DrainAgent("a1"))),
        ("to go down", () => New().WithTask(TaskState.Running).Do(Window())),
        ("removal pending", RemovalPending),
    ];

    private static ScheduleMaintenance Window() =>
        new([new MaintenanceWindow(["a1"], new Timestamp(1), null)]);

    private static TransitionScene RemovalPending()
    {
        TransitionScene scene = new(new ClusterOptions
        {
            RemovalInterval = TimeSpan.FromHours(1),
        });
        scene.Master.Agent("a0", "cpus:1;mem:64");
        return scene.WithTask(TaskState.Running).LoseAgent();
    }

    private static (string, Make)[] LostAgents() =>
    [
        ("expected", () =>
            New().Do(new Subscribe(New().Profile, 44)).Do(new ExpectAgents(["a1"]))),
        ("unreachable", () => New().WithTask(TaskState.Running).LoseAgent()),
        ("unreachable, to drain", () => New().WithTask(TaskState.Running).LoseAgent()
            .Do(new DrainAgent("a1"))),
        ("gone", () => New().WithTask(TaskState.Running).Do(new MarkAgentGone("a1"))),
        ("host down", () => New().WithTask(TaskState.Running).Do(Window())
            .Do(new StartMaintenance(["a1"]))),
        ("after a restart", () => New().WithTask(TaskState.Running).Do(new RestartMaster(2))),
    ];

    private static (string, Make)[] Frameworks() =>
    [
        ("unknown", Empty),
        ("connected", () => New().WithTask(TaskState.Running)),
        ("suppressed", () => New().Offered().Do(new SuppressOffers("f1", []))),
        ("disconnected", () => New().WithTask(TaskState.Running).DisconnectFramework()),
        ("recovered", Recovered),
        ("after a restart", () => New().WithTask(TaskState.Running).Do(new RestartMaster(2))),
        ("completed", () => New().WithTask(TaskState.Running).Do(new TearDown("f1"))),
    ];

    private static TransitionScene Empty()
    {
        TransitionScene scene = New();
        return scene.Do(new RegisterAgent(scene.AgentProfile, 44));
    }

    private static TransitionScene Recovered()
    {
        TransitionScene scene = New();
        return scene.Do(TransitionEvents.Of<ReregisterAgent>("a1 is back with t1 and o1", scene)
            with
        { Connection = 45 });
    }

    private static (string, Make)[] Executors() =>
    [
        ("unknown", () => New().Offered()),
        ("with a task", () => New().WithTask(TaskState.Running, inExecutor: true)),
        ("with an ended task", () => New().WithTask(TaskState.Finished, inExecutor: true)),
        ("idle", () => New().WithTask(TaskState.Finished, inExecutor: true).Acknowledge()),
        ("agent away", () =>
            New().WithTask(TaskState.Running, inExecutor: true).DisconnectAgent()),
        ("agent away, not checkpointed", () =>
            Unsaved().WithTask(TaskState.Running, inExecutor: true).DisconnectAgent()),
        ("exited, task not told", () => New().WithTask(TaskState.Running, inExecutor: true)
            .Do(new ReportExecutorExit("a1", "f1", "e1", 1))),
    ];

    private static TransitionScene Pending()
    {
        TransitionScene scene = New().Offered();
        return scene.Accept(scene.Reserve);
    }

    private static TransitionScene Operated(OperationState state) =>
        Pending().Do(new ReportOperation("a1", "f1", "o1", state, new UpdateId(3, 3)));

    private static (string, Make)[] Operations() =>
    [
        ("unknown", () => New().Offered()),
        ("pending", Pending),
        ("pending, draining", () => Pending().Do(new DrainAgent("a1"))),
        ("finished (not acknowledged)", () => Operated(OperationState.Finished)),
        ("failed (not acknowledged)", () => Operated(OperationState.Failed)),
        ("acknowledged", () => Operated(OperationState.Finished).Do(
            new AcknowledgeOperation("f1", "o1", new UpdateId(3, 3)))),
    ];

    private static (string, Make)[] LostOperations() =>
    [
        ("agent away", () => Pending().DisconnectAgent()),
        ("unreachable", () => Pending().LoseAgent()),
        ("finished, unreachable", () => Operated(OperationState.Finished).LoseAgent()),
        ("gone by operator", () => Pending().Do(new MarkAgentGone("a1"))),
        ("framework away", () => Pending().DisconnectFramework()),
        ("recovering", () =>
            New().Do(new Subscribe(New().Profile, 44)).Do(new ExpectAgents(["a1"]))),
    ];
}
