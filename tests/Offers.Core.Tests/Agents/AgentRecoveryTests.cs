namespace Offers.Core.Tests.Agents;

/// <summary>What an agent makes of its next life (semantics 3.4).</summary>
public sealed class AgentRecoveryTests
{
    private static AgentScene Running() =>
        new AgentScene().Register().Run(AgentScene.Task("t"));

    private static AgentRecovered Found(ProcessEnd? end) =>
        new([new FoundProcess("c1", "t", end)]) { Containers = ["c1"] };

    private static void Group(AgentScene scene, params string[] tasks) =>
        scene.Hear(new LaunchGroupReceived(scene.Framework, "r", new LaunchGroup(
            new ExecutorDescription("e", AgentScene.Set("cpus:1")) { Kind = ExecutorKind.Default },
            [.. tasks.Select(task => AgentScene.Task(task, "cpus:0.1"))])));

    [Fact]
    public void A_task_that_runs_is_found_and_reported()
    {
        AgentScene scene = Running().Crash(Found(null)).Do(new MasterConnected(2)).Wait(1);
        ReregisterAgent report = Assert.IsType<ReregisterAgent>(
            ((SendReport)scene.Actions.Single()).Report);
        Assert.Equal(("t", TaskState.Running, "f"), (report.Tasks[0].Description.Name,
            report.Tasks[0].State, report.Frameworks[0].Id));
    }

    [Fact]
    public void A_task_that_ended_meanwhile_is_reported_with_its_real_status()
    {
        AgentScene scene = Running().Crash(Found(new ProcessEnd { ExitStatus = 7 }));
        Assert.Equal(new DestroyContainer("c1"), Assert.Single(scene.Actions));
        scene.Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        ReportUpdate update = Assert.Single(scene.Updates);
        Assert.Equal(TaskState.Failed, update.State);
        Assert.Contains("status 7", update.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_group_each_that_ended_meanwhile_is_told_with_its_real_status()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "bad", "good", "worse", "live");
        scene.Do(new ContainerCreated("c1")).Do(new ProcessStarted("c1", "live"));
        Group(scene, "lost", "other");
        scene.AcknowledgeAll().Crash(new AgentRecovered([
            new FoundProcess("c1", "bad", new ProcessEnd { ExitStatus = 1 }),
            new FoundProcess("c1", "good", new ProcessEnd { ExitStatus = 0 }),
            new FoundProcess("c1", "worse", new ProcessEnd { ExitStatus = 2 }),
            new FoundProcess("c1", "live", null),
            new FoundProcess("c1", "other", null),
        ])
        {
            Containers = ["c1"],
        });
        Assert.Equal(["live", "other"], scene.Actions.OfType<SignalProcess>()
            .Where(s => !s.IsKill).Select(s => s.Process));
        scene.Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        scene.AcknowledgeAll();
        Assert.Equal(
            [
                ("bad", TaskState.Failed, "the command exited with status 1"),
                ("good", TaskState.Finished, "the command exited with status 0"),
                ("lost", TaskState.Gone, null),
                ("worse", TaskState.Failed, "the command exited with status 2"),
            ],
            scene.Updates.Where(u => u.State.IsTerminal())
                .Select(u => (u.Task, u.State, u.Message)).Order());
    }

    [Fact]
    public void A_limit_that_was_met_meanwhile_ends_all_but_what_had_ended_well()
    {
        AgentScene scene = new AgentScene().Register();
        Group(scene, "good", "hog", "live");
        scene.Do(new ContainerCreated("c1")).Crash(new AgentRecovered([
            new FoundProcess("c1", "good", new ProcessEnd { ExitStatus = 0 }),
            new FoundProcess("c1", "hog", new ProcessEnd { Signal = 9 }),
            new FoundProcess("c1", "live", null),
        ])
        {
            Containers = ["c1"],
            Limited = [new("c1", TaskReason.ContainerLimitationMemory, "70 of 64 MB")],
        });
        Assert.Contains(new DestroyContainer("c1"), scene.Actions);
        scene.Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        scene.AcknowledgeAll();
        Assert.Equal(
            [
                ("good", TaskState.Finished, TaskReason.None),
                ("hog", TaskState.Failed, TaskReason.ContainerLimitationMemory),
                ("live", TaskState.Failed, TaskReason.ContainerLimitationMemory),
            ],
            scene.Updates.Where(u => u.State.IsTerminal()).DistinctBy(u => u.Task)
                .Select(u => (u.Task, u.State, u.Reason)).Order());
    }

    [Fact]
    public void A_task_that_was_not_started_is_gone()
    {
        AgentScene scene = new AgentScene().Register().Launch(AgentScene.Task("t"))
            .Crash(new AgentRecovered([]) { Containers = ["c1"] });
        Assert.Equal(new DestroyContainer("c1"), Assert.Single(scene.Actions));
        scene.Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        Assert.Equal((TaskState.Gone, TaskReason.AgentRestarted),
            (scene.Updates.Single().State, scene.Updates.Single().Reason));
    }

    [Fact]
    public void An_end_that_was_not_acknowledged_is_told_again_with_the_same_id()
    {
        AgentScene scene = Running();
        scene.Do(new ProcessEnded("c1", "t", new ProcessEnd { ExitStatus = 0 }));
        UpdateId told = scene.Updates.Single().Update;
        scene.Do(new ContainerDestroyed("c1")).Crash(new AgentRecovered([]))
            .Do(new MasterConnected(2)).Wait(1).Hear(new AgentAdmitted(IsDraining: false));
        Assert.Equal(told, scene.Updates.Single().Update);
    }

    [Fact]
    public void Containers_that_nobody_knows_are_destroyed()
    {
        AgentScene scene = Running().Crash(
            new AgentRecovered([new FoundProcess("c1", "t", null)]) { Containers = ["c1", "c9"] });
        Assert.Equal([new DestroyContainer("c9")], scene.Actions);
    }

    [Fact]
    public void On_a_machine_that_was_started_anew_tasks_are_gone_and_operations_stay()
    {
        AgentScene scene = Running().Hear(new OperationReceived("f",
            new ReserveResources(AgentScene.Set("disk(r):100")) { Id = "o" }));
        scene.Crash(new AgentRecovered([]) { IsRebooted = true })
            .Do(new MasterConnected(2)).Wait(1);
        ReregisterAgent report = Assert.IsType<ReregisterAgent>(
            ((SendReport)scene.Actions[^1]).Report);
        Assert.Empty(report.Tasks);
        Assert.Equal("o", report.Operations.Single().Operation);
        Assert.Contains("disk(r):100", report.Profile.Resources.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_framework_without_checkpoint_nothing_is_kept()
    {
        AgentScene scene = new AgentScene().Register();
        scene.Framework = scene.Framework with { Checkpoint = false };
        scene.Run(AgentScene.Task("t"));
        Assert.DoesNotContain(scene.Rows, r => r is not AgentSelfRow);
        scene.Crash(Found(null));
        Assert.Equal([new DestroyContainer("c1")], scene.Actions);
        Assert.Equal(0, scene.Agent.TaskCount);
    }

    [Fact]
    public void A_kill_goes_on_in_the_next_life()
    {
        AgentScene scene = Running().Hear(new KillReceived("f", "t", TimeSpan.FromSeconds(5)));
        scene.Crash(Found(null));
        Assert.Contains(new SignalProcess("c1", "t", IsKill: false), scene.Actions);
        scene.Wait(5);
        Assert.Contains(new SignalProcess("c1", "t", IsKill: true), scene.Actions);
    }

    [Fact]
    public void Every_life_gives_its_updates_ids_of_its_own()
    {
        AgentScene scene = Running();
        HashSet<UpdateId> ids = [.. scene.Rows.OfType<AgentStreamRow>()
            .Where(r => r.State is not null)
            .SelectMany(r => r.State!.Waiting).Select(u => u.Update)];
        scene.Crash(Found(new ProcessEnd { ExitStatus = 0 }));
        Assert.All(scene.Rows.OfType<AgentStreamRow>().TakeLast(1)
            .SelectMany(r => r.State!.Waiting), u => Assert.DoesNotContain(u.Update, ids));
    }

    [Fact]
    public void Rows_that_do_not_fit_together_are_refused()
    {
        AgentScene scene = Running();
        Assert.Throws<ArgumentException>(() => Agent.Restore([]));
        Assert.Throws<ArgumentException>(() => Agent.Restore(
            [.. scene.Rows.Where(r => r is not AgentContainerRow)]));
    }
}
