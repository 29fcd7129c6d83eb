namespace Offers.Core.Tests.Masters;

/// <summary>What is wrong with tasks: each violation once, and all of them at once.</summary>
public sealed class TaskViolationTests
{
    private static readonly TimeSpan Negative = TimeSpan.FromSeconds(-1);

    /// <summary>For each violation, what is launched to meet it.</summary>
    private static readonly Dictionary<TaskViolation, Func<LaunchScene, OfferOperation[]>> Cases =
        new()
        {
            [TaskViolation.LaunchWithOperationId] =
                s => [new LaunchTasks([s.Task]) { Id = "o1" }],
            [TaskViolation.InvalidName] = s => Of(s.Task with { Name = "a/b" }),
            [TaskViolation.NameTaken] = s => Of(s.Task, s.Task),
            [TaskViolation.WrongAgent] = s => Of(s.Task with { Agent = "a2" }),
            [TaskViolation.NegativeKillGrace] = s => Of(s.Task with { KillGrace = Negative }),
            [TaskViolation.NegativeMaxCompletionTime] =
                s => Of(s.Task with { MaxCompletionTime = Negative }),
            [TaskViolation.InvalidCheck] =
                s => Of(s.Task with { HealthCheck = new TaskCheck(CheckKind.Tcp) }),
            [TaskViolation.NoResources] = s => Of(s.Using("")),
            [TaskViolation.PartialGpu] = s => Of(s.Using("gpus:0.5")),
            [TaskViolation.DuplicateVolume] = s => Of(LaunchScene.In(
                s.Using(LaunchScene.Volume), s.Executor with
                {
                    Resources = s.Master.Set(LaunchScene.Volume),
                })),
            [TaskViolation.MixesRevocable] = s => Of(s.Using("cpus:1;cpus{REV}:1")),
            [TaskViolation.NeedsCommandOrExecutor] = s => Of(s.Task with { Command = null }),
            [TaskViolation.InvalidExecutor] = s => In(s, e => e with
            {
                Kind = ExecutorKind.Custom,
            }),
            [TaskViolation.WrongFramework] = s => In(s, e => e with { Framework = "f2" }),
            [TaskViolation.ExecutorDiffers] = s => Of(
                LaunchScene.In(s.Task with { Name = "t0" }, s.Executor),
                LaunchScene.In(s.Task, s.Executor with { ShutdownGrace = TimeSpan.Zero })),
            [TaskViolation.ExecutorSharesResources] = s => In(s, e => e with
            {
                Resources = s.Master.Set(LaunchScene.Shared),
            }),
            [TaskViolation.NegativeShutdownGrace] =
                s => In(s, e => e with { ShutdownGrace = Negative }),
            [TaskViolation.OverlapsExecutor] = s => Of(LaunchScene.In(
                s.Using("cpus:1;ports:[1-5]"), s.Executor with
                {
                    Resources = s.Master.Set("cpus:0.1;ports:[5-9]"),
                })),
            [TaskViolation.InvalidLimits] =
                s => Of(s.Task with { Limits = Cpus(s, 500) }),
            [TaskViolation.LimitsNotSupported] =
                s => Of(s.Task with { Limits = Cpus(s, 2000) }),
            [TaskViolation.LimitsInSharedGroup] = s => Of(LaunchScene.In(
                s.Task with { Limits = Cpus(s, 2000) }, s.Executor)),
            [TaskViolation.GroupTaskWithExecutor] =
                s => [new LaunchGroup(s.Executor, [LaunchScene.In(s.Task, s.Executor)])],
            [TaskViolation.GroupTaskWithImage] =
                s => [new LaunchGroup(s.Executor, [s.Task with { Image = "alpine" }])],
            [TaskViolation.GroupExecutorTooSmall] = s => [new LaunchGroup(
                s.Executor with { Resources = s.Master.Set("cpus:0.1;mem:32") }, [s.Task])],
            [TaskViolation.UsesResizedVolume] = s =>
            [
                new ShrinkVolume(s.Master.Set(LaunchScene.Volume), 40_000),
                .. Of(s.Using("disk(r,DYNAMIC,p)[v1(p):data]:60")),
            ],
            [TaskViolation.ExceedsOffer] = s => Of(s.Using("cpus:99")),
        };

    public static TheoryData<TaskViolation> Violations =>
        [.. Enum.GetValues<TaskViolation>().Where(v => v != TaskViolation.None)];

    private static OfferOperation[] Of(params TaskDescription[] tasks) =>
        [new LaunchTasks([.. tasks])];

    private static OfferOperation[] In(
        LaunchScene scene, Func<ExecutorDescription, ExecutorDescription> change) =>
        Of(LaunchScene.In(scene.Task, change(scene.Executor)));

    private static ResourceLimits Cpus(LaunchScene scene, long thousandths) =>
        scene.Master.Schema.TryFind("cpus", out ResourceKind cpus)
            ? ResourceLimits.None.With(cpus, thousandths)
            : default;

    [Theory]
    [MemberData(nameof(Violations))]
    public void Each_violation_is_met_and_said(TaskViolation violation)
    {
        Assert.True(Cases.ContainsKey(violation), $"{violation} has no test: give it one");
        LaunchScene scene = new(violation == TaskViolation.LimitsNotSupported
            ? AgentCapabilities.All & ~AgentCapabilities.TaskResourceLimits
            : AgentCapabilities.All);
        scene.Hold().Accept(Cases[violation](scene));
        Assert.Equal(violation, scene.TaskViolation);
        ClusterMessage told =
            scene.Master.Messages.Last(message => message.State == TaskState.Error);
        Assert.Equal(violation.ToString().StartsWith("Group", StringComparison.Ordinal)
            ? TaskReason.TaskGroupInvalid
            : TaskReason.TaskInvalid, told.Reason);
        Assert.Equal((UpdateSource.Master, UpdateId.None), (told.Source, told.Update));
    }

    [Fact]
    public void Times_of_checks_that_are_waited_for_are_bounded()
    {
        TimeSpan most = TimeSpan.FromDays(30);
        TimeSpan more = most + TimeSpan.FromTicks(1);
        TaskCheck check = new(CheckKind.Tcp)
        {
            Port = 1,
            Delay = most,
            Interval = most,
            Timeout = most,
            GracePeriod = more,
        };
        Assert.Equal(TaskViolation.None, Of(check));
        Assert.Equal(TaskViolation.InvalidCheck, Of(check with { Delay = more }));
        Assert.Equal(TaskViolation.InvalidCheck, Of(check with { Interval = more }));
        Assert.Equal(TaskViolation.InvalidCheck, Of(check with { Timeout = more }));

        static TaskViolation Of(TaskCheck check) =>
            TaskRules.CheckTimes(new LaunchScene().Task with { Check = check });
    }

    [Fact]
    public void Of_many_violations_the_first_is_said()
    {
        LaunchScene scene = new();
        List<(TaskViolation Violation, Func<TaskDescription, TaskDescription> Cure)> cures =
        [
            (TaskViolation.InvalidName, t => t with { Name = "t0" }),
            (TaskViolation.NameTaken, t => t with { Name = "t9" }),
            (TaskViolation.WrongAgent, t => t with { Agent = "a1" }),
            (TaskViolation.NegativeKillGrace, t => t with { KillGrace = null }),
            (TaskViolation.NegativeMaxCompletionTime, t => t with { MaxCompletionTime = null }),
            (TaskViolation.InvalidCheck, t => t with { Check = null }),
            (TaskViolation.PartialGpu, t => t with { Resources = Wants("") }),
            (TaskViolation.DuplicateVolume,
                t => Change(t, e => e with { Resources = scene.Master.Set("gpus:1") })),
            (TaskViolation.MixesRevocable, t => Change(
                t with { Resources = scene.Master.Set("cpus:99;ports:[1-5]") },
                e => e with { Resources = scene.Master.Set($"ports:[5-9];{LaunchScene.Shared}") })),
            (TaskViolation.NeedsCommandOrExecutor, t => t with { Command = null }),
            (TaskViolation.InvalidExecutor, t => Change(t, e => e with { Name = "e2" })),
            (TaskViolation.WrongFramework, t => Change(t, e => e with { Framework = "f1" })),
            (TaskViolation.ExecutorSharesResources, t => Change(
                t, e => e with { Resources = scene.Master.Set("ports:[5-9]") })),
            (TaskViolation.NegativeShutdownGrace,
                t => Change(t, e => e with { ShutdownGrace = TimeSpan.Zero })),
            (TaskViolation.OverlapsExecutor,
                t => t with { Resources = scene.Master.Set("cpus:99") }),
            (TaskViolation.InvalidLimits, t => t with { Limits = Cpus(scene, 100_000) }),
            (TaskViolation.LimitsInSharedGroup, t => t with { Limits = default }),
            (TaskViolation.ExceedsOffer, t => t with { Resources = scene.Master.Set("cpus:1") }),
        ];
        TaskDescription task = Sick();
        foreach ((TaskViolation violation, Func<TaskDescription, TaskDescription> cure) in cures)
        {
            LaunchScene fresh = new();
            fresh.Hold().Accept(new LaunchTasks([fresh.Task with { Name = "t0" }, task]));
            Assert.Equal(violation, fresh.TaskViolation);
            task = cure(task);
        }

        LaunchScene last = new();
        last.Hold().Accept(new LaunchTasks([task]));
        Assert.Equal(["Launch f1 a1 t9"], last.Master.Told);

        ResourceSet Wants(string more) =>
            scene.Master.Set($"cpus:99;cpus{{REV}}:1;{LaunchScene.Volume};gpus:1{more}");

        TaskDescription Sick() => scene.Task with
        {
            Name = "a/b",
            Agent = "a2",
            KillGrace = Negative,
            MaxCompletionTime = Negative,
            Check = new TaskCheck(CheckKind.Command),
            Resources = scene.Master.Set("gpus:0.5"),
            Limits = Cpus(scene, 1),
            Executor = scene.Executor with
            {
                Name = "..",
                Framework = "f2",
                ShutdownGrace = Negative,
                Resources = scene.Master.Set(LaunchScene.Volume),
            },
        };
    }

    private static TaskDescription Change(
        TaskDescription task, Func<ExecutorDescription, ExecutorDescription> change) =>
        task with { Executor = change(task.Executor!) };

    [Fact]
    public void Of_a_group_the_first_violation_of_any_task_is_said_to_all()
    {
        LaunchScene scene = new();
        scene.Hold().Accept(new LaunchGroup(
            scene.Executor with { ShutdownGrace = Negative },
            [scene.Task with { Image = "alpine" }, scene.Task with { Name = "a b" }]));
        Assert.Equal(
            [
                "TaskUpdated f1 a1 t1 Error TaskGroupInvalid InvalidName",
                "TaskUpdated f1 a1 a b Error TaskGroupInvalid InvalidName",
            ],
            scene.Master.Told);
    }

    [Fact]
    public void A_name_is_free_again_when_the_end_of_its_task_is_acknowledged()
    {
        LaunchScene scene = new();
        scene.Hold().Accept(new LaunchTasks([scene.Task]));
        scene.Master.Do(new ReportUpdate(
            "a1", "f1", "t1", TaskState.Finished, new UpdateId(1, 1))).Advance(1);
        OfferReceived offer = scene.Offer;
        scene.Master.Accept("f1", offer, new LaunchTasks([scene.Task]));
        Assert.Equal(TaskViolation.NameTaken, scene.TaskViolation);
        scene.Master.Do(new AcknowledgeUpdate("f1", "a1", "t1", new UpdateId(1, 1)));
        scene.Master.Forget().Advance(1).Accept("f1", scene.Offer, new LaunchTasks([scene.Task]));
        Assert.Single(scene.Master.ToldOf(MessageKind.Launch));
    }

    [Fact]
    public void A_launch_that_is_not_authorized_is_an_error_with_its_reason()
    {
        LaunchScene scene = new();
        scene.Hold().Accept(
            new LaunchTasks([scene.Task]) { IsAuthorized = false },
            new LaunchGroup(scene.Executor, [scene.Task with { Name = "t2" }])
            {
                IsAuthorized = false,
            });
        Assert.Equal(
            [
                "TaskUpdated f1 a1 t1 Error TaskUnauthorized",
                "TaskUpdated f1 a1 t2 Error TaskGroupUnauthorized",
            ],
            scene.Master.Told);
    }

    [Fact]
    public void Tasks_of_one_launch_are_independent()
    {
        LaunchScene scene = new();
        scene.Hold().Accept(new LaunchTasks(
        [
            scene.Task, scene.Using("cpus:99") with { Name = "t2" },
            scene.Task with { Name = "t3" },
        ]));
        Assert.Equal(
            [
                "Launch f1 a1 t1", "TaskUpdated f1 a1 t2 Error TaskInvalid ExceedsOffer",
                "Launch f1 a1 t3",
            ],
            scene.Master.Told);
    }
}
