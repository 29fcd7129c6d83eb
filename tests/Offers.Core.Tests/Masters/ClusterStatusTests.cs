namespace Offers.Core.Tests.Masters;

/// <summary>Every refusal of a command is met once; the first of several is the answer.</summary>
public sealed class ClusterStatusTests
{
    private static readonly Dictionary<ClusterStatus, Func<ClusterStatus>> Cases = new()
    {
        [ClusterStatus.Ok] = () => New().Try(new AdvanceTime()),
        [ClusterStatus.RateLimited] = () => Limited().Try(new ReviveOffers("f1", [])),
        [ClusterStatus.InvalidName] = () => New().Try(new Subscribe(Profile("a b"), 1)),
        [ClusterStatus.InvalidValue] = () => New().Try(new Subscribe(Profile("f1"), 0)),
        [ClusterStatus.FrameworkRemoved] = () => New().Framework("f1").Do(new TearDown("f1"))
            .Try(new Subscribe(Profile("f1"), 9)),
        [ClusterStatus.UnknownFramework] = () => New().Try(new ReviveOffers("f1", [])),
        [ClusterStatus.FrameworkDisconnected] = () =>
            Away().Try(new ReviveOffers("f1", [])),
        [ClusterStatus.FrameworkConnected] = () => New().Framework("f1")
            .Try(new Subscribe(Profile("f1"), 9)),
        [ClusterStatus.FixedField] = () => New().Framework("f1")
            .Try(new ChangeFramework(Profile("f1") with { User = "root" })),
        [ClusterStatus.InvalidRoles] = () => New().Try(new Subscribe(Profile("f1", "a//b"), 1)),
        [ClusterStatus.RoleNotAllowed] = () =>
            new MasterScene(new ClusterOptions { Roles = ["a"] })
                .Try(new Subscribe(Profile("f1", "b"), 1)),
        [ClusterStatus.InvalidConstraints] = () => New().Try(new Subscribe(Unmatched("a"), 1)),
        [ClusterStatus.NotSubscribed] = () => New().Framework("f1")
            .Try(new ReviveOffers("f1", ["b"])),
        [ClusterStatus.NoOffers] = () => Two().Try(new AcceptOffers("f1", [], [])),
        [ClusterStatus.DuplicateOffer] = () => Accept(Key(1), Key(1)),
        [ClusterStatus.OfferClosed] = () => Accept(Key(99)),
        [ClusterStatus.ForeignOffer] = () => Accept(Key(3)),
        [ClusterStatus.MixedRoles] = () => Accept(Key(1), Key(2)),
        [ClusterStatus.MixedAgents] = MixedAgents,
        [ClusterStatus.AgentGone] = () => Agent().Do(new MarkAgentGone("a1"))
            .Try(new MarkAgentGone("a1")),
        [ClusterStatus.UnknownAgent] = () => New().Try(new DrainAgent("a1")),
        [ClusterStatus.AgentDisconnected] = () => Agent()
            .Do(new DisconnectAgent("a1", 1)).Try(new OperateAgent("a1", [])),
        [ClusterStatus.HostDown] = () => New()
            .Do(new ScheduleMaintenance([new MaintenanceWindow(["a1"], default, null)]))
            .Do(new StartMaintenance(["a1"])).Try(Register("a1")),
        [ClusterStatus.HostnameChanged] = () => Agent().Try(new RegisterAgent(
            new AgentProfile("a1", ResourceSet.Empty) { Hostname = "other" }, 9)),
        [ClusterStatus.DomainMissing] = () => new MasterScene(new ClusterOptions
        {
            Allocator = new InitOptions { Domain = new Domain("r", "z") },
        }).Try(Register("a1")),
        [ClusterStatus.AgentTooOld] = () =>
            new MasterScene(new ClusterOptions { LeastAgentVersion = 2 }).Try(Register("a1")),
        [ClusterStatus.CellTooLarge] = () => Large().Try(new RegisterAgent(
            new AgentProfile("a2", Most(out _)), 9)),
        [ClusterStatus.UnknownOperation] = () => New().Framework("f1")
            .Try(new AcknowledgeOperation("f1", "o1", new UpdateId(1, 1))),
        [ClusterStatus.UnknownExecutor] = () => Agent().Framework("f1")
            .Try(new ReportExecutorExit("a1", "f1", "e1", 0)),
        [ClusterStatus.NotCurrent] = () => Agent().Try(new DisconnectAgent("a1", 77)),
        [ClusterStatus.InvalidQuota] = () => Quota("a", guarantee: 2, limit: 1),
        [ClusterStatus.NestedQuota] = () => Quota("a/b", guarantee: 1, limit: 1),
        [ClusterStatus.LimitBelowUse] = () => Quota("*", guarantee: 0, limit: 1),
        [ClusterStatus.GuaranteesExceedCell] = () => Quota("a", guarantee: 9, limit: 9),
        [ClusterStatus.InvalidWeight] = () =>
            New().Try(new SetWeights([new RoleWeight("a", 0)])),
        [ClusterStatus.InvalidSchedule] = () =>
            New().Try(new ScheduleMaintenance([new MaintenanceWindow([], default, null)])),
        [ClusterStatus.HostNotScheduled] = () => New().Try(new StartMaintenance(["a1"])),
        [ClusterStatus.OperationRefused] = () => Agent().Try(new OperateAgent(
            "a1", [new LaunchTasks([])])),
        [ClusterStatus.PreemptionRefused] = () => New().Try(new WithdrawPreemption("f1")),
    };

    public static TheoryData<ClusterStatus> Statuses => [.. Enum.GetValues<ClusterStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Each_status_is_met(ClusterStatus status)
    {
        Assert.True(Cases.ContainsKey(status), $"{status} has no test: give it one");
        Assert.Equal(status, Cases[status]());
    }

    private static MasterScene New() => new();

    private static FrameworkProfile Profile(string name, string role = "*") =>
        MasterScene.Profile(name, role);

    private static RegisterAgent Register(string name) =>
        new(new AgentProfile(name, ResourceSet.Empty), 9);

    private static MasterScene Agent() => New().Agent("a1", "cpus:4;mem:4096");

    private static MasterScene Limited()
    {
        MasterScene scene = new(new ClusterOptions { RateLimits = [new RateLimit(null, 1000)] });
        return scene.Framework("f1");
    }

    private static MasterScene Away()
    {
        FrameworkProfile profile = Profile("f1") with { FailoverTimeout = TimeSpan.FromHours(1) };
        return New().Framework(profile).Disconnect("f1");
    }

    private static FrameworkProfile Unmatched(string role)
    {
        ConstraintSelector name = ConstraintSelector.Attribute("name");
        OfferConstraints constraints = new(
            new Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>>(
                StringComparer.Ordinal)
            {
                [role] = [[new AttributeConstraint(name, ConstraintPredicate.TextMatches("("))]],
            });
        FrameworkProfile profile = Profile("f1", role);
        return profile with
        {
            Description = profile.Description with { Constraints = constraints },
        };
    }

    /// <summary>Offers 1 (a1 to f1 under r), 2 (a2 to f1 under s) and 3 (a3 to f2).</summary>
    private static MasterScene Two()
    {
        MasterScene scene = New().Framework("f1", "r,s").Framework("f2", "t");
        scene.Do(new SuppressOffers("f1", ["s"])).Do(new SuppressOffers("f2", []));
        scene.Agent("a1", "cpus:1;mem:64").Settle();
        scene.Do(new ReviveOffers("f1", ["s"])).Do(new SuppressOffers("f1", ["r"]));
        scene.Agent("a2", "cpus:1;mem:64").Settle();
        scene.Do(new ReviveOffers("f2", [])).Do(new SuppressOffers("f1", []));
        return scene.Agent("a3", "cpus:1;mem:64").Settle();
    }

    private static OfferKey Key(long number) => new(1, number);

    private static ClusterStatus Accept(params OfferKey[] keys) =>
        Two().Try(new AcceptOffers("f1", [.. keys], []));

    private static ClusterStatus MixedAgents()
    {
        MasterScene scene = New().Agent("a1", "cpus:1;mem:64").Agent("a2", "cpus:1;mem:64");
        scene.Framework("f1").Settle();
        return scene.Try(new AcceptOffers("f1", [Key(1), Key(2)], []));
    }

    private static ResourceSet Most(out MasterScene scene)
    {
        scene = New();
        return ResourceSet.Of(scene.Schema, scene.Set("cpus:1125899906842").Plain);
    }

    private static MasterScene Large()
    {
        ResourceSet most = Most(out MasterScene scene);
        return scene.Do(new RegisterAgent(new AgentProfile("a1", most), 8));
    }

    private static ClusterStatus Quota(string role, int guarantee, int limit)
    {
        MasterScene scene = Agent().Framework("f1").Settle();
        scene.Launch("f1", "t1", "cpus:2;mem:64");
        return scene.Try(new SetQuotas([Quota(scene, role, guarantee, limit)]));
    }

    private static UpdateQuota Quota(MasterScene scene, string role, int guarantee, int limit)
    {
        scene.Schema.TryFind("cpus", out ResourceKind cpus);
        return new UpdateQuota(role, scene.Set($"cpus:{guarantee}").Plain,
            ResourceLimits.None.With(cpus, limit * 1000));
    }

    [Fact]
    public void The_checks_of_accept_come_in_their_order()
    {
        Assert.Equal(ClusterStatus.DuplicateOffer, Accept(Key(99), Key(99), Key(3)));
        Assert.Equal(ClusterStatus.OfferClosed, Accept(Key(3), Key(99)));
        Assert.Equal(ClusterStatus.ForeignOffer, Accept(Key(1), Key(2), Key(3)));
        Assert.Equal(ClusterStatus.MixedRoles, Accept(Key(1), Key(2)));
    }

    [Fact]
    public void Of_several_refusals_of_a_subscription_the_first_is_the_answer()
    {
        MasterScene scene = new(new ClusterOptions { Roles = ["a"] });
        scene.Framework("f1", "a").Framework("f2", "a").Do(new TearDown("f2"));
        FrameworkProfile sick = Unmatched("b") with
        {
            User = "root",
            FailoverTimeout = TimeSpan.FromSeconds(-1),
        };
        Assert.Equal(ClusterStatus.InvalidName, Try("a/b", 0));
        Assert.Equal(ClusterStatus.InvalidValue, Try("f2", 0));
        sick = sick with { FailoverTimeout = default };
        Assert.Equal(ClusterStatus.FrameworkRemoved, Try("f2", 9));
        Assert.Equal(ClusterStatus.FrameworkConnected, Try("f1", 9));
        Assert.Equal(ClusterStatus.FixedField, Try("f1", 9, force: true));
        sick = sick with { User = null };
        Assert.Equal(ClusterStatus.RoleNotAllowed, Try("f1", 9, force: true));
        sick = Unmatched("a");
        Assert.Equal(ClusterStatus.InvalidConstraints, Try("f1", 9, force: true));

        ClusterStatus Try(string name, long connection, bool force = false) =>
            scene.Try(new Subscribe(sick with { Id = name }, connection) { Force = force });
    }

    [Fact]
    public void Of_several_refusals_of_a_registration_the_first_is_the_answer()
    {
        MasterScene scene = new(new ClusterOptions
        {
            LeastAgentVersion = 2,
            Allocator = new InitOptions { Domain = new Domain("r", "z") },
        });
        AgentProfile good = new("a1", ResourceSet.Empty)
        {
            Version = 2,
            Domain = new Domain("r", "z"),
        };
        scene.Agent(good).Agent(good with { Id = "a2" }).Do(new MarkAgentGone("a2"));
        scene.Do(new ScheduleMaintenance([new MaintenanceWindow(["down"], default, null)]));
        scene.Do(new StartMaintenance(["down"]));
        AgentProfile sick = new("a1", ResourceSet.Empty) { Hostname = "down" };
        ReportedTask task = new("f1", "a//b", scene.Task("t1", "a1", "cpus:1"), TaskState.Running);
        Assert.Equal(ClusterStatus.InvalidName, Try("..", 0, task));
        Assert.Equal(ClusterStatus.InvalidValue, Try("a2", 0, task));
        Assert.Equal(ClusterStatus.InvalidRoles, Try("a2", 9, task));
        Assert.Equal(ClusterStatus.AgentGone, Try("a2", 9));
        Assert.Equal(ClusterStatus.HostDown, Try("a1", 9));
        sick = sick with { Hostname = "other" };
        Assert.Equal(ClusterStatus.HostnameChanged, Try("a1", 9));
        sick = sick with { Hostname = null };
        Assert.Equal(ClusterStatus.DomainMissing, Try("a1", 9));
        sick = sick with { Domain = new Domain("r", "z") };
        Assert.Equal(ClusterStatus.AgentTooOld, Try("a1", 9));

        ClusterStatus Try(string name, long connection, params ReportedTask[] tasks) =>
            scene.Try(new ReregisterAgent(sick with { Id = name }, connection, [.. tasks]));
    }

    [Fact]
    public void Of_several_quotas_the_first_refusal_is_the_answer_and_nothing_is_set()
    {
        MasterScene scene = Agent().Framework("f1").Settle();
        scene.Launch("f1", "t1", "cpus:2;mem:64");
        UpdateQuota low = Quota(scene, "*", 0, 1);
        UpdateQuota fine = Quota(scene, "ok", 1, 1);
        Assert.Equal(ClusterStatus.InvalidRoles,
            Try(fine, low, Quota(scene, "a/b", 1, 1), Quota(scene, "a//b", 2, 1)));
        Assert.Equal(ClusterStatus.InvalidRoles, Try(fine, low, fine));
        Assert.Equal(ClusterStatus.InvalidQuota,
            Try(fine, low, Quota(scene, "a/b", 1, 1), Quota(scene, "a/b/c", 2, 1)));
        Assert.Equal(ClusterStatus.NestedQuota, Try(fine, low, Quota(scene, "a/b", 1, 1)));
        Assert.Equal(ClusterStatus.LimitBelowUse, Try(low, Quota(scene, "a", 9, 9)));
        Assert.Equal(ClusterStatus.Ok,
            scene.Try(new SetQuotas([low, Quota(scene, "a", 9, 9)]) { Force = true }));

        ClusterStatus Try(params UpdateQuota[] quotas)
        {
            ClusterStatus status = scene.Try(new SetQuotas([.. quotas]));
            Assert.Equal(Durability.None, scene.Durability);
            return status;
        }
    }

    [Fact]
    public void An_acknowledgement_is_refused_in_the_order_of_the_statuses()
    {
        MasterScene scene = Agent().Framework("f1").Settle();
        scene.Accept("f1", scene.OfferTo("f1"),
            new LaunchTasks([scene.Task("t1", "a1", "cpus:1")]));
        Assert.Equal(ClusterStatus.NotCurrent, Try("a1", new UpdateId(1, 1)));
        scene.Do(new DisconnectAgent("a1", 1));
        Assert.Equal(ClusterStatus.AgentDisconnected, Try("a1", new UpdateId(1, 1)));
        Assert.Equal(ClusterStatus.UnknownAgent, Try("a2", new UpdateId(1, 1)));
        Assert.Equal(ClusterStatus.InvalidValue, Try("a2", UpdateId.None));

        ClusterStatus Try(string agent, UpdateId update) =>
            scene.Try(new AcknowledgeUpdate("f1", agent, "t1", update));
    }
}
