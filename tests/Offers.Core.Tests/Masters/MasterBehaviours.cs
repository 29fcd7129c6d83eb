namespace Offers.Core.Tests.Masters;

/// <summary>The allocator seen through a master: cases M1 to M17 of the behaviours.</summary>
public sealed class MasterBehaviours
{
    [Fact]
    public void M1_SingleFramework()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:1024").Framework("f1");
        scene.Settle();
        Assert.Equal("cpus:2;mem:1024", scene.OfferedTo("f1"));
    }

    [Fact]
    public void M2_ResourcesUnused()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:1024").Framework("f1");
        scene.Settle().Launch("f1", "t1", "cpus:1;mem:512").Framework("f2").Settle();
        Assert.Equal("cpus:1;mem:512", scene.OfferedTo("f2"));
    }

    [Fact]
    public void M3_OutOfOrderDispatch()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:1024").Framework("f1");
        scene.Settle().Launch("f1", "t1", "cpus:1;mem:512").Do(new TearDown("f1"));
        UpdateId late = scene.NewUpdate();
        Assert.Equal(ClusterStatus.UnknownFramework,
            scene.Try(new ReportUpdate("a1", "f1", "t1", TaskState.Finished, late)));
        scene.Framework("f2").Settle();
        Assert.Equal("cpus:2;mem:1024", scene.OfferedTo("f2"));
    }

    [Fact]
    public void M4_SchedulerFailover()
    {
        FrameworkProfile profile = MasterScene.Profile("f1") with
        {
            FailoverTimeout = TimeSpan.FromHours(1),
        };
        MasterScene scene = new MasterScene().Agent("a1", "cpus:3;mem:1024").Framework(profile);
        scene.Settle().Launch("f1", "t1", "cpus:1;mem:256").Disconnect("f1");
        scene.Forget().Framework(profile).Settle();
        Assert.Equal("cpus:2;mem:768", scene.OfferedTo("f1"));
    }

    [Fact]
    public void M5_FrameworkExited()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:3;mem:1024").Framework("f1");
        scene.Settle().Launch("f1", "t1", "cpus:2;mem:512").Framework("f2").Settle();
        Assert.Equal("cpus:1;mem:512", scene.OfferedTo("f2"));
        scene.Launch("f2", "t1", "cpus:1;mem:256").Forget().Do(new TearDown("f1")).Advance(1);
        Assert.Equal("cpus:2;mem:768", scene.OfferedTo("f2"));
    }

    [Fact]
    public void M6_SlaveLost()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:1024").Framework("f1");
        scene.Settle().Launch("f1", "t1", "cpus:2;mem:512").Advance(1);
        scene.Do(new UnregisterAgent("a1")).Forget();
        scene.Agent("a2", "cpus:3;mem:256;disk:1024;ports:[31000-32000]").Settle();
        Assert.Equal("cpus:3;disk:1024;mem:256;ports:[31000-32000]", scene.OfferedTo("f1"));
    }

    [Fact]
    public void M7_SlaveAdded()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:3;mem:1024").Framework("f1");
        scene.Settle().Launch("f1", "t1", "cpus:2;mem:512").Forget();
        scene.Agent("a2", "cpus:4;mem:2048").Advance(1);
        Assert.Equal("cpus:5;mem:2560", scene.OfferedTo("f1"));
    }

    [Fact]
    public void M8_TaskFinished()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:3;mem:1024").Framework("f1");
        scene.Settle();
        OfferReceived offer = scene.OfferTo("f1");
        scene.Accept("f1", offer, new LaunchTasks([
            scene.Task("t1", "a1", "cpus:1;mem:256"), scene.Task("t2", "a1", "cpus:1;mem:256")]));
        scene.Update("f1", "a1", "t1", TaskState.Finished).Forget().Advance(1);
        Assert.Equal("cpus:2;mem:768", scene.OfferedTo("f1"));
    }

    [Theory]
    [InlineData("cpus:2")] // M9
    [InlineData("mem:200")] // M10
    public void M9_and_M10_one_kind_only(string resources)
    {
        MasterScene scene = new MasterScene().Agent("a1", resources).Framework("f1").Settle();
        Assert.Equal(resources, scene.OfferedTo("f1"));
        scene.Launch("f1", "t1", resources).Forget().Advance(1);
        Assert.Equal("", scene.OfferedTo("f1"));
        scene.Update("f1", "a1", "t1", TaskState.Finished).Advance(1);
        Assert.Equal(resources, scene.OfferedTo("f1"));
    }

    [Fact]
    public void M11_MinAllocatableResources()
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        schema.Add("ports", "");
        MasterScene scene = new(new ClusterOptions
        {
            Allocator = new InitOptions
            {
                MinimumOffers =
                [
                    ResourceText.Parse("cpus:1;mem:100", schema),
                    ResourceText.Parse("disk:100", schema),
                    ResourceText.Parse("cpus:1;ports:10", schema),
                ],
            },
        });
        scene.Schema.Add("ports", "");
        string[] small =
        [
            "cpus:1;mem:10;disk:10;ports:[1-5]", "cpus:0.5;mem:100;disk:10;ports:[1-5]",
            "cpus:0.5;mem:200;disk:10;ports:[1-5]", "cpus:0.5;mem:10;disk:50;ports:[1-5]",
        ];
        string[] large =
        [
            "cpus:1;mem:100;ports:[1-5]", "cpus:0.5;mem:10;disk:100;ports:[1-5]",
            "cpus:1;mem:100;disk:50", "cpus:1;mem:10;disk:10;ports:[1-10]",
        ];
        for (int i = 0; i < 4; i++)
        {
            scene.Agent($"small{i}", small[i]).Agent($"large{i}", large[i]);
        }

        scene.Framework("f1").Settle();
        Assert.Equal(["large0", "large1", "large2", "large3"],
            scene.OffersOf("f1").Select(offer => offer.Agent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void M12_Whitelist()
    {
        MasterScene scene = new MasterScene().Do(new SetHosts(["a2"]));
        scene.Agent("a1", "cpus:2;mem:1024").Agent("a2", "cpus:2;mem:1024").Framework("f1");
        scene.Settle();
        Assert.Equal(["a2"], scene.OffersOf("f1").Select(offer => offer.Agent));
        scene.Do(new SetHosts(["a1", "a2"])).Advance(1);
        Assert.Equal(["a2", "a1"], scene.OffersOf("f1").Select(offer => offer.Agent));
    }

    [Fact]
    public void M13_RoleTest()
    {
        MasterScene scene = new(new ClusterOptions { Roles = ["foo"] });
        Assert.Equal(ClusterStatus.RoleNotAllowed,
            scene.Try(new Subscribe(MasterScene.Profile("f1", "bar"), scene.NewConnection())));
        Assert.Equal(["FrameworkError f1 RoleNotAllowed"], scene.Told);
        scene.Forget().Framework("f2", "foo");
        Assert.Equal(["Subscribed f2"], scene.Told);
    }

    [Theory]
    [InlineData(true)] // M14
    [InlineData(false)] // M15
    public void M14_and_M15_a_new_master_hears_of_a_task_in_either_order(bool frameworkFirst)
    {
        MasterScene scene = new();
        TaskDescription task = scene.Task("t1", "a1", "cpus:1;mem:500");
        ReregisterAgent back = new(
            new AgentProfile("a1", scene.Set("cpus:2;mem:1024")), 7,
            [new ReportedTask("f1", "*", task, TaskState.Running)])
        {
            Frameworks = [MasterScene.Profile("f1")],
        };
        if (frameworkFirst)
        {
            scene.Framework("f1").Do(back);
        }
        else
        {
            scene.Do(back).Framework("f1");
        }

        scene.Settle();
        Assert.Equal("cpus:1;mem:524", scene.OfferedTo("f1"));
    }

    [Fact]
    public void M16_RebalancedForUpdatedWeights()
    {
        MasterScene scene = new();
        for (int i = 1; i <= 3; i++)
        {
            scene.Agent($"a{i}", "cpus:2;mem:1024;disk:4096;ports:[31000-32000]");
        }

        scene.Framework("f1", "role1").Settle().Framework("f2", "role2").Settle();
        Assert.Equal(3, scene.OffersOf("f1").Count);
        scene.Do(new SetWeights([new RoleWeight("role2", 2000)]));
        Assert.Equal(3, scene.ToldOf(MessageKind.Rescinded).Count);
        scene.Forget().Advance(1);
        Assert.Single(scene.OffersOf("f1"));
        Assert.Equal(2, scene.OffersOf("f2").Count);
    }

    [Fact]
    public void M17_NestedRoles()
    {
        MasterScene scene = new MasterScene().Agent("a1", "cpus:2;mem:1024");
        scene.Framework("f1", "a/b").Settle().Launch("f1", "t1", "cpus:2;mem:1024");
        scene.Framework("f2", "a/c").Framework("f3", "b/x").Settle();
        scene.Agent("a2", "cpus:1;mem:512").Settle();
        Assert.Equal("", scene.OfferedTo("f2"));
        Assert.Equal("cpus:1;mem:512", scene.OfferedTo("f3"));
    }
}
