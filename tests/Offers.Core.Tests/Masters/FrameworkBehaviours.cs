namespace Offers.Core.Tests.Masters;

/// <summary>How frameworks come, are away, and end (semantics 2.7).</summary>
public sealed class FrameworkBehaviours
{
    private static FrameworkProfile Profile(double seconds) => MasterScene.Profile("f1") with
    {
        FailoverTimeout = TimeSpan.FromSeconds(seconds),
    };

    private static MasterScene Running(FrameworkProfile profile) => new MasterScene()
        .Agent("a1", "cpus:4;mem:4096").Framework(profile).Settle()
        .Launch("f1", "t1", "cpus:1;mem:64");

    [Fact]
    public void A_framework_without_failover_time_ends_with_its_connection()
    {
        MasterScene scene = Running(Profile(0)).Disconnect("f1").Settle();
        Assert.Equal(["ShutDownFramework f1 a1"], scene.ToldOf(MessageKind.ShutDownFramework));
        Assert.Equal((0, 0), (scene.Cluster.FrameworkCount, scene.Cluster.TaskCount));
        Assert.Equal(ClusterStatus.FrameworkRemoved, scene.Try(new Subscribe(Profile(0), 9)));
    }

    [Fact]
    public void A_framework_is_removed_when_its_time_is_over_and_not_before()
    {
        MasterScene scene = Running(Profile(60)).Disconnect("f1").Advance(59);
        Assert.Equal(1, scene.Cluster.FrameworkCount);
        scene.Advance(1);
        Assert.Equal(0, scene.Cluster.FrameworkCount);
    }

    [Fact]
    public void A_scheduler_that_is_back_in_time_finds_its_tasks()
    {
        MasterScene scene = Running(Profile(60)).Disconnect("f1").Advance(59);
        scene.Forget().Framework(Profile(60)).Do(new ReconcileTasks("f1", [])).Advance(60);
        Assert.Equal(["TaskUpdated f1 a1 t1 Running Reconciliation"],
            scene.ToldOf(MessageKind.TaskUpdated));
        Assert.Equal(1, scene.Cluster.TaskCount);
    }

    [Fact]
    public void A_second_scheduler_needs_force_and_the_first_hears_of_it()
    {
        MasterScene scene = Running(Profile(60)).Forget();
        Assert.Equal(ClusterStatus.FrameworkConnected,
            scene.Try(new Subscribe(Profile(60), 50)));
        Assert.Equal((50, "FrameworkError f1 FrameworkConnected"),
            (scene.Messages[0].Connection, scene.Told[0]));
        scene.Forget().Do(new Subscribe(Profile(60), 51) { Force = true });
        Assert.Equal(["FrameworkError f1 NotCurrent", "Subscribed f1"], scene.Told);
        Assert.Equal([2L, 51L], scene.Messages.Select(message => message.Connection));
        Assert.Equal(ClusterStatus.NotCurrent, scene.Try(new DisconnectFramework("f1", 2)));
    }

    [Fact]
    public void Offers_are_void_without_a_word_when_another_connection_takes_over()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:4;mem:4096");
        scene.Framework(Profile(60)).Settle().Forget();
        scene.Do(new Subscribe(Profile(60), 51) { Force = true });
        Assert.Empty(scene.ToldOf(MessageKind.Rescinded));
        scene.Settle().Advance(1);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
    }

    [Fact]
    public void Tasks_that_are_not_checkpointed_are_lost_with_their_agents_connection()
    {
        FrameworkProfile plain = Profile(60) with { Checkpoint = false };
        MasterScene scene = Running(plain).Forget();
        scene.Do(new DisconnectAgent("a1", 1));
        Assert.Equal(["TaskUpdated f1 a1 t1 Lost AgentDisconnected"],
            scene.ToldOf(MessageKind.TaskUpdated));
        scene = Running(Profile(60)).Forget();
        scene.Do(new DisconnectAgent("a1", 1));
        Assert.Empty(scene.ToldOf(MessageKind.TaskUpdated));
    }

    [Fact]
    public void A_restart_of_the_master_loses_no_task()
    {
        MasterScene scene = Running(Profile(60) with { Checkpoint = false });
        scene.Do(new RestartMaster(2)).Forget();
        Assert.Equal(1, scene.Cluster.TaskCount);
        scene.Framework(Profile(60) with { Checkpoint = false });
        scene.Do(new ReconcileTasks("f1", []));
        Assert.Equal(["TaskUpdated f1 a1 t1 Running Reconciliation"],
            scene.ToldOf(MessageKind.TaskUpdated));
    }

    [Fact]
    public void After_a_restart_frameworks_have_at_least_the_time_of_agents()
    {
        MasterScene scene = Running(Profile(0)).Do(new RestartMaster(2)).Forget().Advance(599);
        Assert.Equal(1, scene.Cluster.FrameworkCount);
        scene.Advance(1);
        Assert.Equal(0, scene.Cluster.FrameworkCount);
    }

    [Fact]
    public void What_comes_back_of_an_ended_framework_is_shut_down()
    {
        MasterScene scene = Running(Profile(0));
        ReportedTask task = new(
            "f1", "*", scene.Task("t1", "a1", "cpus:1;mem:64"), TaskState.Running);
        scene.Do(new DisconnectAgent("a1", 1)).Do(new TearDown("f1")).Forget();
        scene.Do(new ReregisterAgent(
            new AgentProfile("a1", scene.Set("cpus:4;mem:4096")), 9, [task]));
        Assert.Equal(["AgentAdmitted a1", "ShutDownFramework f1 a1"], scene.Told);
    }

    [Fact]
    public void A_subscription_that_waited_dies_with_its_connection()
    {
        MasterScene scene = new(new ClusterOptions
        {
            RateLimits = [new RateLimit(null, 1000, 10)],
        });
        scene.Framework("f2").Do(new Subscribe(Profile(0), 50));
        Assert.Equal(1, scene.Cluster.FrameworkCount);
        Assert.Equal(ClusterStatus.UnknownFramework,
            scene.Try(new DisconnectFramework("f1", 50)));
        scene.Advance(5);
        Assert.Equal(1, scene.Cluster.FrameworkCount);
    }

    [Fact]
    public void A_call_that_waited_is_not_carried_out_by_the_next_master()
    {
        MasterScene scene = new(new ClusterOptions
        {
            RateLimits = [new RateLimit(null, 1000, 10)],
        });
        scene.Framework("f2").Do(new Subscribe(Profile(0), 50)).Do(new RestartMaster(2));
        scene.Advance(5);
        Assert.Null(scene.Cluster.FindFramework("f1"));
    }

    [Fact]
    public void An_operator_is_not_held_up_by_the_limits_of_frameworks()
    {
        MasterScene scene = new(new ClusterOptions { RateLimits = [new RateLimit("p", 1000)] });
        scene.Framework(Profile(60) with { Principal = "p" });
        Assert.Equal(ClusterStatus.RateLimited, scene.Try(new TearDown("f1")));
        Assert.Equal(ClusterStatus.Ok, scene.Try(new TearDown("f1") { IsByOperator = true }));
        Assert.Equal(0, scene.Cluster.FrameworkCount);
    }

    [Fact]
    public void A_limit_is_of_somebody_or_of_everybody_else() =>
        Assert.Throws<ArgumentException>(() => new MasterScene(new ClusterOptions
        {
            RateLimits = [new RateLimit("", 1000)],
        }));

    [Fact]
    public void Calls_beyond_the_limit_wait_for_their_turn_in_order()
    {
        MasterScene scene = new(new ClusterOptions
        {
            RateLimits = [new RateLimit("p", 2000, 3)],
        });
        FrameworkProfile profile = Profile(60) with { Principal = "p" };
        scene.Agent("a1", "cpus:4;mem:64").Framework(profile).Framework("free").Forget();
        TaskQuery[] queries = [.. Enumerable.Range(1, 5).Select(i => new TaskQuery($"t{i}"))];
        ClusterStatus[] statuses =
            [.. queries.Select(query => scene.Try(new ReconcileTasks("f1", [query])))];
        Assert.Equal(
            [ClusterStatus.Ok, ClusterStatus.Ok, ClusterStatus.Ok, ClusterStatus.Ok,
                ClusterStatus.RateLimited],
            statuses);
        Assert.Equal(["t1"], Answers());
        scene.Advance(0.5);
        Assert.Equal(["t1", "t2"], Answers());
        scene.Advance(1);
        Assert.Equal(["t1", "t2", "t3", "t4"], Answers());
        Assert.Equal(["FrameworkError f1 RateLimited"],
            scene.ToldOf(MessageKind.FrameworkError));

        IEnumerable<string> Answers() => scene.Messages
            .Where(message => message.Kind == MessageKind.TaskUpdated)
            .Select(message => message.Name!);
    }

    [Fact]
    public void Who_has_no_limit_calls_as_often_as_he_likes()
    {
        MasterScene scene = new(new ClusterOptions { RateLimits = [new RateLimit("p", 1)] });
        scene.Framework("f1");
        for (int i = 0; i < 100; i++)
        {
            scene.Do(new ReviveOffers("f1", []));
        }
    }

    [Fact]
    public void Updates_are_forwarded_to_who_is_there_and_acknowledged_once()
    {
        MasterScene scene = Running(Profile(60)).Forget();
        UpdateId update = scene.NewUpdate();
        scene.Do(new ReportUpdate("a1", "f1", "t1", TaskState.Finished, update));
        scene.Do(new AcknowledgeUpdate("f1", "a1", "t1", update));
        Assert.Equal(["TaskUpdated f1 a1 t1 Finished", "UpdateAcknowledged f1 a1 t1"],
            scene.Told);
        Assert.Equal(Durability.Synced, scene.Durability);
        Assert.Equal(0, scene.Cluster.TaskCount);
    }

    [Fact]
    public void Resources_return_with_the_latest_state_not_with_the_acknowledgement()
    {
        MasterScene scene = Running(Profile(60)).Forget();
        scene.Do(new ReportUpdate("a1", "f1", "t1", TaskState.Starting, scene.NewUpdate())
        {
            LatestState = TaskState.Finished,
        }).Forget().Advance(6);
        Assert.Equal("cpus:4;mem:4096", scene.OfferedTo("f1"));
        Assert.Equal(1, scene.Cluster.TaskCount);
    }
}
