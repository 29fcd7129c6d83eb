namespace Offers.Core.Tests.Masters;

/// <summary>
/// A cluster in which everything that a launch or an operation may be about is on offer: agent a1
/// with volumes, ports, gpus and revocable cpus, to framework f1 of principal p under role r.
/// </summary>
internal sealed class LaunchScene
{
    internal const string Volume = "disk(r,DYNAMIC,p)[v1(p):data]:100";
    internal const string Shared = "disk(r,DYNAMIC,p)[s1(p):shared]<SHARED>:50";
    internal const string Mount = "disk(r,DYNAMIC,p)[MOUNT:/m,m1(p):data]:70";
    internal const string Reserved = "disk(r,DYNAMIC,p):200";

    internal LaunchScene(
        AgentCapabilities agent = AgentCapabilities.All,
        FrameworkCapabilities framework = FrameworkCapabilities.SharedResources)
    {
        Master = new MasterScene();
        ResourceSet all = Master.Set("cpus:4;mem:4096;disk:1024;gpus:2;ports:[1-100];cpus{REV}:2;"
            + $"{Volume};{Shared};{Mount};{Reserved}");
        Master.Agent(new AgentProfile("a1", all) { Capabilities = agent });
        Master.Agent("a2", "cpus:1;mem:64");
        Master.Framework(Profile(framework)).Settle();
    }

    internal MasterScene Master { get; }

    internal OfferReceived Offer => Master.OffersOf("f1").Single(offer => offer.Agent == "a1");

    internal TaskDescription Task => Master.Task("t1", "a1", "cpus:1;mem:64");

    internal ExecutorDescription Executor => new("e1", Master.Set("cpus:0.1;mem:32;disk:10"))
    {
        Kind = ExecutorKind.Default,
    };

    internal static TaskDescription In(TaskDescription task, ExecutorDescription executor) =>
        task with { Command = null, Executor = executor };

    internal TaskDescription Using(string resources) =>
        Task with { Resources = Master.Set(resources) };

    internal static FrameworkProfile Profile(FrameworkCapabilities more) =>
        MasterScene.Profile("f1", "r", more | FrameworkCapabilities.GpuResources
            | FrameworkCapabilities.RevocableResources | FrameworkCapabilities.PartitionAware
            | FrameworkCapabilities.ReservationRefinement) with
        {
            Principal = "p",
        };

    internal LaunchScene Accept(params OfferOperation[] operations)
    {
        Master.Forget().Do(new AcceptOffers("f1", [_offer ?? Offer.Offer], [.. operations])
        {
            Refusal = default,
        });
        return this;
    }

    /// <summary>The offer, remembered before the messages are forgotten.</summary>
    internal LaunchScene Hold()
    {
        _offer = Offer.Offer;
        return this;
    }

    private OfferKey? _offer;

    /// <summary>What is wrong with the last task that was told to be in ERROR.</summary>
    internal TaskViolation TaskViolation => Master.Messages
        .LastOrDefault(message => message.State == TaskState.Error).Violation;

    /// <summary>Why the last operation was dropped.</summary>
    internal OperationViolation OperationViolation => Master.Messages
        .LastOrDefault(message => message.OperationState == OperationState.Dropped)
        .OperationViolation;
}
