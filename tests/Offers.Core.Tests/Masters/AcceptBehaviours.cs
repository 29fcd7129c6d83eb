namespace Offers.Core.Tests.Masters;

/// <summary>What becomes of accepted offers (semantics 2.3).</summary>
public sealed class AcceptBehaviours
{
    private const string Data = "disk(r,DYNAMIC,p)[v1(p):data]:100";
    private const string Shared = "disk(r,DYNAMIC,p)[s1(p):shared]<SHARED>:100";

    private static MasterScene Cell(string resources = "cpus:4;mem:4096") =>
        new MasterScene().Agent("a1", resources).Framework(Profile("f1")).Settle();

    private static FrameworkProfile Profile(string name) => MasterScene.Profile(
        name, "r", FrameworkCapabilities.SharedResources) with
    {
        Principal = "p",
    };

    private static AcceptOffers Accept(
        MasterScene scene, double refusal, params OfferOperation[] operations) =>
        new("f1", [.. scene.OffersOf("f1").Select(offer => offer.Offer)], [.. operations])
        {
            Refusal = TimeSpan.FromSeconds(refusal),
        };

    private static string Total(MasterScene scene) =>
        scene.Cluster.Allocator.TryFindAgent("a1", out AgentId a1)
            ? scene.Cluster.Allocator.TotalSetOf(a1).ToString()
            : "";

    [Fact]
    public void The_rest_is_declined_with_the_filter_and_nothing_more_is_hidden()
    {
        MasterScene scene = Cell();
        AcceptOffers accept = Accept(
            scene, 60, new LaunchTasks([scene.Task("t1", "a1", "cpus:1;mem:1024")]));
        scene.Do(accept).Forget().Advance(59);
        Assert.Equal("", scene.OfferedTo("f1"));
        scene.Advance(2);
        Assert.Equal("cpus:3;mem:3072", scene.OfferedTo("f1"));
    }

    [Fact]
    public void What_is_hidden_from_one_is_offered_to_another()
    {
        MasterScene scene = Cell();
        scene.Do(Accept(scene, 60)).Forget().Framework("f2").Settle();
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f2"));
    }

    [Fact]
    public void More_than_was_declined_is_offered_in_spite_of_the_filter()
    {
        MasterScene scene = Cell();
        AcceptOffers accept = Accept(
            scene, 60, new LaunchTasks([scene.Task("t1", "a1", "cpus:1;mem:1024")]));
        scene.Do(accept).Forget().Advance(5);
        scene.Update("f1", "a1", "t1", TaskState.Finished).Advance(1);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void What_was_changed_returns_without_a_filter()
    {
        MasterScene scene = Cell();
        scene.Do(Accept(scene, 60, new ReserveResources(
            scene.Set("cpus(r,DYNAMIC,p):4;mem(r,DYNAMIC,p):4096")))).Forget().Advance(1);
        Assert.Equal("cpus(r,DYNAMIC,p):4;mem(r,DYNAMIC,p):4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void An_accept_that_is_not_valid_discards_its_offers_without_a_filter()
    {
        MasterScene scene = Cell();
        OfferKey key = scene.OfferTo("f1").Offer;
        AcceptOffers twice = new("f1", [key, key], []) { Refusal = TimeSpan.FromDays(1) };
        Assert.Equal(ClusterStatus.DuplicateOffer, scene.Try(twice));
        Assert.Equal(0, scene.Cluster.OpenOfferCount);
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
        scene.Forget().Advance(1);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Several_offers_of_one_agent_make_room_together()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:2048").Framework("f2");
        scene.Settle().Launch("f2", "t1", "cpus:2;mem:1024").Framework(Profile("f1")).Settle();
        scene.Update("f2", "a1", "t1", TaskState.Finished);
        scene.Do(new SuppressOffers("f2", [])).Advance(1);
        Assert.Equal(2, scene.OffersOf("f1").Count);
        scene.Do(Accept(scene, 0, new LaunchTasks([scene.Task("t2", "a1", "cpus:2;mem:2048")])));
        Assert.Equal(["Launch f1 a1 t2"], scene.ToldOf(MessageKind.Launch).TakeLast(1));
        Assert.Equal(0, scene.Cluster.OpenOfferCount);
    }

    private static ExecutorDescription Executor(MasterScene scene) =>
        new("e1", scene.Set("cpus:0.5;mem:64;disk:10")) { Kind = ExecutorKind.Default };

    private static TaskDescription In(TaskDescription task, ExecutorDescription executor) =>
        task with { Command = null, Executor = executor };

    [Fact]
    public void Two_tasks_of_a_group_cannot_have_the_same_port()
    {
        MasterScene scene = Cell("cpus:4;mem:4096;disk:100;ports:[1-10]");
        scene.Do(Accept(scene, 0, new LaunchGroup(Executor(scene),
        [
            scene.Task("t1", "a1", "cpus:1;ports:[1-5]"),
            scene.Task("t2", "a1", "cpus:1;ports:[5-9]"),
        ])));
        Assert.Equal(
            [
                "TaskUpdated f1 a1 t1 Error TaskGroupInvalid ExceedsOffer",
                "TaskUpdated f1 a1 t2 Error TaskGroupInvalid ExceedsOffer",
            ],
            scene.ToldOf(MessageKind.TaskUpdated));
        scene.Forget().Advance(1);
        Assert.Equal("cpus:4;disk:100;mem:4096;ports:[1-10]", scene.OfferedTo("f1"));
    }

    [Fact]
    public void A_group_runs_in_one_executor_which_counts_once()
    {
        MasterScene scene = Cell("cpus:4;mem:4096;disk:100");
        scene.Do(Accept(scene, 0, new LaunchGroup(Executor(scene),
            [scene.Task("t1", "a1", "cpus:1"), scene.Task("t2", "a1", "cpus:1")])));
        Assert.Equal(["LaunchGroup f1 a1 e1"], scene.ToldOf(MessageKind.LaunchGroup));
        scene.Forget().Advance(1);
        Assert.Equal("cpus:1.5;disk:90;mem:4032", scene.OfferedTo("f1"));
    }

    [Fact]
    public void An_executor_counts_once_and_until_it_has_ended()
    {
        MasterScene scene = Cell("cpus:4;mem:4096;disk:100");
        ExecutorDescription executor = Executor(scene);
        scene.Do(Accept(scene, 0, new LaunchTasks(
        [
            In(scene.Task("t1", "a1", "cpus:1"), executor),
            In(scene.Task("t2", "a1", "cpus:1"), executor),
        ]))).Forget().Advance(1);
        Assert.Equal("cpus:1.5;disk:90;mem:4032", scene.OfferedTo("f1"));
        Assert.Equal(["e1"], scene.OfferTo("f1").Executors);
        scene.Decline("f1").Update("f1", "a1", "t1", TaskState.Finished);
        scene.Update("f1", "a1", "t2", TaskState.Finished).Forget().Advance(1);
        Assert.Equal("cpus:3.5;disk:90;mem:4032", scene.OfferedTo("f1"));
        scene.Decline("f1").Do(new ReportExecutorExit("a1", "f1", "e1", 3)).Advance(1);
        Assert.Equal(["ExecutorLost f1 a1 e1"], scene.ToldOf(MessageKind.ExecutorLost));
        Assert.Equal("cpus:4;disk:100;mem:4096",
            scene.OfferTo("f1").Resources.ToString());
    }

    [Fact]
    public void A_task_runs_on_what_the_same_accept_has_reserved()
    {
        MasterScene scene = Cell();
        scene.Do(Accept(scene, 0,
            new ReserveResources(scene.Set("cpus(r,DYNAMIC,p):2")),
            new LaunchTasks([scene.Task("t1", "a1", "cpus(r,DYNAMIC,p):2")])));
        Assert.Equal(["ApplyOperation f1 a1", "Launch f1 a1 t1"],
            scene.Told.Where(text => text.StartsWith("Apply", StringComparison.Ordinal)
                || text.StartsWith("Launch", StringComparison.Ordinal)));
        Assert.Equal("cpus(r,DYNAMIC,p):2;cpus:2;mem:4096", Total(scene));
        scene.Update("f1", "a1", "t1", TaskState.Finished).Forget().Advance(1);
        Assert.Equal("cpus(r,DYNAMIC,p):2;cpus:2;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void What_is_unreserved_is_everybodys_again()
    {
        MasterScene scene = Cell("cpus(r,DYNAMIC,p):4;mem:4096");
        scene.Do(Accept(scene, 0, new UnreserveResources(scene.Set("cpus(r,DYNAMIC,p):4"))));
        Assert.Equal("cpus:4;mem:4096", Total(scene));
        scene.Do(new SuppressOffers("f1", [])).Forget().Framework("f2", "other").Settle();
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f2"));
    }

    [Fact]
    public void A_volume_is_made_used_grown_shrunk_and_destroyed()
    {
        MasterScene scene = Cell("cpus:4;mem:4096;disk(r,DYNAMIC,p):300");
        Step(new CreateVolumes(scene.Set(Data)));
        Assert.Equal($"cpus:4;disk(r,DYNAMIC,p):200;{Data};mem:4096", Total(scene));
        Assert.Equal(Total(scene), scene.OfferedTo("f1"));
        Step(new GrowVolume(scene.Set(Data), scene.Set("disk(r,DYNAMIC,p):50")));
        Assert.Equal("cpus:4;disk(r,DYNAMIC,p):150;disk(r,DYNAMIC,p)[v1(p):data]:150;mem:4096",
            Total(scene));
        Step(new ShrinkVolume(scene.Set("disk(r,DYNAMIC,p)[v1(p):data]:150"), 50_000));
        Assert.Equal($"cpus:4;disk(r,DYNAMIC,p):200;{Data};mem:4096", Total(scene));
        Step(new LaunchTasks([scene.Task("t1", "a1", $"cpus:1;{Data}")]));
        Assert.Equal("cpus:3;disk(r,DYNAMIC,p):200;mem:4096", scene.OfferedTo("f1"));
        scene.Update("f1", "a1", "t1", TaskState.Finished).Decline("f1").Forget().Advance(1);
        Step(new DestroyVolumes(scene.Set(Data)));
        Assert.Equal("cpus:4;disk(r,DYNAMIC,p):300;mem:4096", scene.OfferedTo("f1"));

        void Step(OfferOperation operation)
        {
            AcceptOffers accept = Accept(scene, 0, operation);
            scene.Do(accept).Forget().Advance(1);
        }
    }

    [Fact]
    public void A_shared_volume_is_used_by_as_many_as_like()
    {
        MasterScene scene = Cell($"cpus:4;mem:4096;{Shared}");
        string[] names = ["t1", "t2", "t3"];
        scene.Do(Accept(scene, 0, new LaunchTasks(
            [.. names.Select(name => scene.Task(name, "a1", $"cpus:1;{Shared}"))])));
        Assert.Equal(3, scene.ToldOf(MessageKind.Launch).Count);
        scene.Forget().Framework(Profile("f2")).Advance(1);
        Assert.Contains(Shared, scene.OfferedTo("f1") + scene.OfferedTo("f2"),
            StringComparison.Ordinal);
        foreach (string name in names)
        {
            scene.Update("f1", "a1", name, TaskState.Finished);
        }

        Assert.Equal($"cpus:4;{Shared};mem:4096", Total(scene));
    }

    [Fact]
    public void Destroying_a_shared_volume_withdraws_the_offers_of_others_that_have_it()
    {
        MasterScene scene = Cell($"cpus:4;mem:4096;{Shared}");
        scene.Launch("f1", "t1", $"cpus:1;mem:64;{Shared}").Framework(Profile("f2"));
        scene.Do(new SuppressOffers("f1", [])).Advance(1);
        OfferReceived others = scene.OfferTo("f2");
        Assert.Contains(Shared, others.Resources.ToString(), StringComparison.Ordinal);
        scene.Update("f1", "a1", "t1", TaskState.Finished);
        scene.Do(new ReviveOffers("f1", [])).Do(new SuppressOffers("f2", [])).Advance(1);
        OfferReceived own = scene.OfferTo("f1");
        Assert.Contains(Shared, own.Resources.ToString(), StringComparison.Ordinal);
        scene.Forget().Do(new AcceptOffers(
            "f1", [own.Offer], [new DestroyVolumes(scene.Set(Shared))]));
        Assert.Equal([$"Rescinded f2 a1 {others.Offer} VolumeDestroyed"],
            scene.ToldOf(MessageKind.Rescinded));
        Assert.Equal("cpus:4;disk(r,DYNAMIC,p):100;mem:4096", Total(scene));
    }

    [Fact]
    public void A_group_of_nobody_declines()
    {
        MasterScene scene = Cell("cpus:4;mem:4096;disk:100");
        scene.Do(Accept(scene, 0, new LaunchGroup(Executor(scene), []))).Forget().Advance(1);
        Assert.Equal("cpus:4;disk:100;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void An_operation_that_its_agent_did_not_do_is_told_and_taken_back()
    {
        MasterScene scene = Cell();
        scene.Do(Accept(scene, 0, new ReserveResources(scene.Set("cpus(r,DYNAMIC,p):2"))
        {
            Id = "o1",
        })).Forget().Advance(1);
        UpdateId update = scene.NewUpdate();
        scene.Do(new ReportOperation("a1", "f1", "o1", OperationState.Failed, update)
        {
            Total = scene.Set("cpus:4;mem:4096"),
        });
        Assert.Single(scene.ToldOf(MessageKind.Rescinded));
        Assert.Equal(["OperationUpdated f1 a1 o1 Failed"],
            scene.ToldOf(MessageKind.OperationUpdated));
        Assert.Equal("cpus:4;mem:4096", Total(scene));
        scene.Do(new AcknowledgeOperation("f1", "o1", update)).Forget().Advance(1);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }
}
