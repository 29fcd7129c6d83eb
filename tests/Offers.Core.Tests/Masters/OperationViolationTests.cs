namespace Offers.Core.Tests.Masters;

/// <summary>Why operations are dropped: each violation once, and all of them at once.</summary>
public sealed class OperationViolationTests
{
    private static readonly Dictionary<OperationViolation, Func<LaunchScene, OfferOperation[]>>
        Cases = new()
        {
            [OperationViolation.Unauthorized] = s =>
                [Reserve(s, "cpus(r,DYNAMIC,p):1") with { IsAuthorized = false }],
            [OperationViolation.FeedbackNotSupported] = s => [Reserve(s, "cpus(r,DYNAMIC,p):1")],
            [OperationViolation.IdTaken] = s =>
                [Reserve(s, "cpus(r,DYNAMIC,p):1"), Reserve(s, "cpus(r,DYNAMIC,p):1")],
            [OperationViolation.NothingNamed] = s => [Reserve(s, "")],
            [OperationViolation.ProviderResources] = s => [Reserve(s, "disk(r,DYNAMIC,p)@rp:5")],
            [OperationViolation.RevocableResources] =
                s => [Reserve(s, "cpus(r,DYNAMIC,p){REV}:1")],
            [OperationViolation.NotDynamic] = s => [Reserve(s, "cpus(r):1")],
            [OperationViolation.NotVolume] = s => [Create(s, LaunchScene.Reserved)],
            [OperationViolation.WrongPrincipal] = s => [Reserve(s, "cpus(r,DYNAMIC,q):1")],
            [OperationViolation.WrongRole] = s => [Reserve(s, "cpus(q,DYNAMIC,p):1")],
            [OperationViolation.AgentNotCapable] = s => [Shrink(s, LaunchScene.Volume, 40)],
            [OperationViolation.IsVolume] = s =>
            [
                new UnreserveResources(s.Master.Set(LaunchScene.Volume)) { Id = "o1" },
            ],
            [OperationViolation.SharedNotSupported] =
                s => [Create(s, "disk(r,DYNAMIC,p)[s2(p):x]<SHARED>:50")],
            [OperationViolation.VolumeExists] =
                s => [Create(s, "disk(r,DYNAMIC,p)[v1(p):other]:5")],
            [OperationViolation.VolumeInUse] = s =>
            [
                new LaunchTasks([s.Using(LaunchScene.Shared)]),
                new DestroyVolumes(s.Master.Set(LaunchScene.Shared)) { Id = "o1" },
            ],
            [OperationViolation.VolumeIsShared] = s => [Shrink(s, LaunchScene.Shared, 10)],
            [OperationViolation.VolumeIsMount] = s => [Shrink(s, LaunchScene.Mount, 10)],
            [OperationViolation.AdditionDiffers] = s => [Grow(s, LaunchScene.Volume, "disk:5")],
            [OperationViolation.InvalidAmount] = s => [Shrink(s, LaunchScene.Volume, 100)],
            [OperationViolation.VolumeResized] = s =>
            [
                Shrink(s, LaunchScene.Volume, 40),
                Grow(s, "disk(r,DYNAMIC,p)[v1(p):data]:60", "disk(r,DYNAMIC,p):5") with
                {
                    Id = "o2",
                },
            ],
            [OperationViolation.NotContained] = s => [Reserve(s, "cpus(r,DYNAMIC,p):99")],
        };

    public static TheoryData<OperationViolation> Violations =>
    [
        .. Enum.GetValues<OperationViolation>().Where(
            v => v is not (OperationViolation.None or OperationViolation.InvalidOffers)),
    ];

    private static ReserveResources Reserve(LaunchScene scene, string resources) =>
        new(scene.Master.Set(resources)) { Id = "o1" };

    private static CreateVolumes Create(LaunchScene scene, string volumes) =>
        new(scene.Master.Set(volumes)) { Id = "o1" };

    private static GrowVolume Grow(LaunchScene scene, string volume, string addition) =>
        new(scene.Master.Set(volume), scene.Master.Set(addition)) { Id = "o1" };

    private static ShrinkVolume Shrink(LaunchScene scene, string volume, long units) =>
        new(scene.Master.Set(volume), units * 1000) { Id = "o1" };

    private const AgentCapabilities Deaf =
        AgentCapabilities.All & ~AgentCapabilities.AgentOperationFeedback;

    private static LaunchScene SceneFor(OperationViolation violation) => new(
        violation switch
        {
            OperationViolation.FeedbackNotSupported => Deaf,
            OperationViolation.AgentNotCapable =>
                AgentCapabilities.All & ~AgentCapabilities.ResizeVolume,
            _ => AgentCapabilities.All,
        },
        violation == OperationViolation.SharedNotSupported
            ? FrameworkCapabilities.None
            : FrameworkCapabilities.SharedResources);

    [Theory]
    [MemberData(nameof(Violations))]
    public void Each_violation_is_met_and_said(OperationViolation violation)
    {
        Assert.True(Cases.ContainsKey(violation), $"{violation} has no test: give it one");
        LaunchScene scene = SceneFor(violation);
        scene.Hold().Accept(Cases[violation](scene));
        Assert.Equal(violation, scene.OperationViolation);
    }

    [Fact]
    public void An_operation_on_offers_that_are_not_valid_is_dropped()
    {
        LaunchScene scene = new();
        OfferKey offer = scene.Offer.Offer;
        scene.Master.Do(new DeclineOffers("f1", [offer])).Forget();
        Assert.Equal(ClusterStatus.OfferClosed, scene.Master.Try(new AcceptOffers(
            "f1", [offer], [Reserve(scene, "cpus(r,DYNAMIC,p):1")])));
        Assert.Equal(["OperationUpdated f1 o1 Dropped InvalidOffers"], scene.Master.Told);
    }

    [Fact]
    public void Nobody_hears_of_a_dropped_operation_without_an_id()
    {
        LaunchScene scene = new();
        scene.Hold().Accept(Reserve(scene, "cpus(r,DYNAMIC,p):99") with { Id = null });
        Assert.Empty(scene.Master.Told);
    }

    [Fact]
    public void Of_many_violations_of_a_reservation_the_first_is_said()
    {
        (OperationViolation Violation, string Resources)[] steps =
        [
            (OperationViolation.ProviderResources, "disk(r)@rp:1;cpus(r){REV}:1;cpus(r):1"),
            (OperationViolation.RevocableResources,
                "cpus(r){REV}:1;cpus(r):1;mem(q,DYNAMIC,q):99999"),
            (OperationViolation.NotDynamic, "cpus(r):1;mem(q,DYNAMIC,q):99999"),
            (OperationViolation.WrongPrincipal, "cpus(q,DYNAMIC,p):1;mem(q,DYNAMIC,q):99999"),
            (OperationViolation.WrongRole, "cpus(q,DYNAMIC,p):1;mem(r,DYNAMIC,p):99999"),
            (OperationViolation.IsVolume, $"{LaunchScene.Volume};mem(r,DYNAMIC,p):99999"),
            (OperationViolation.NotContained, "mem(r,DYNAMIC,p):99999"),
        ];
        foreach ((OperationViolation violation, string resources) in steps)
        {
            LaunchScene scene = new();
            scene.Hold().Accept(Reserve(scene, resources));
            Assert.Equal(violation, scene.OperationViolation);
        }
    }

    [Fact]
    public void Of_many_violations_of_a_creation_the_first_is_said()
    {
        (OperationViolation Violation, string Volumes)[] steps =
        [
            (OperationViolation.NotVolume,
                "disk(r,DYNAMIC,p):1;disk(r,DYNAMIC,p)[x(q):d]<SHARED>:1"),
            (OperationViolation.WrongPrincipal,
                "disk(r,DYNAMIC,p)[w(p):d]<SHARED>:1;disk(r,DYNAMIC,p)[x(q):d]:1"),
            (OperationViolation.SharedNotSupported,
                "disk(r,DYNAMIC,p)[v1(p):d]:1;disk(r,DYNAMIC,p)[w(p):d]<SHARED>:1"),
            (OperationViolation.VolumeExists, "disk(r,DYNAMIC,p)[v1(p):d]:99999"),
            (OperationViolation.NotContained, "disk(r,DYNAMIC,p)[v9(p):d]:99999"),
        ];
        foreach ((OperationViolation violation, string volumes) in steps)
        {
            LaunchScene scene = new(framework: FrameworkCapabilities.None);
            scene.Hold().Accept(Create(scene, volumes));
            Assert.Equal(violation, scene.OperationViolation);
        }
    }

    [Fact]
    public void What_is_not_authorized_or_has_no_feedback_is_not_looked_at_further()
    {
        LaunchScene scene = new(Deaf);
        scene.Hold().Accept(Reserve(scene, "") with { IsAuthorized = false });
        Assert.Equal(OperationViolation.Unauthorized, scene.OperationViolation);
        scene = new LaunchScene(Deaf);
        scene.Hold().Accept(Reserve(scene, ""));
        Assert.Equal(OperationViolation.FeedbackNotSupported, scene.OperationViolation);
        scene = new LaunchScene();
        scene.Hold().Accept(Reserve(scene, "cpus(r,DYNAMIC,p):1"), Reserve(scene, ""));
        Assert.Equal(OperationViolation.IdTaken, scene.OperationViolation);
    }
}
