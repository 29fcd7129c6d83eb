namespace Offers.Core.Tests.Masters;

/// <summary>
/// A cluster in one state of the transition tables: agent a1, framework f1, its task t1, executor
/// e1 and operation o1, as far as they are there, and one offer that the table is about.
/// </summary>
internal sealed class TransitionScene(ClusterOptions? options = null)
{
    internal MasterScene Master { get; } = new(options);

    internal Cluster Cluster => Master.Cluster;

    /// <summary>The offer that calls name; one that never was by default.</summary>
    internal OfferKey Offer { get; set; } = new(1, 999);

    internal FrameworkCapabilities Capabilities { get; set; } =
        FrameworkCapabilities.MultiRole | FrameworkCapabilities.PartitionAware;

    /// <summary>Whether f1 has a role and an agent for its own.</summary>
    internal FrameworkProfile Profile => new("f1", new FrameworkDescription
    {
        Roles = ["r"],
        Capabilities = Capabilities,
    })
    {
        Principal = "p",
        FailoverTimeout = TimeSpan.FromHours(1),
        Checkpoint = IsCheckpointed,
    };

    internal bool IsCheckpointed { get; set; } = true;

    internal AgentProfile AgentProfile => new("a1", Master.Set("cpus:4;mem:4096;disk:1024"));

    internal long ConnectionOfAgent => Cluster.FindAgent("a1") is { Connection: > 0 } agent
        ? agent.Connection
        : 98;

    internal long ConnectionOfFramework =>
        Cluster.FindFramework("f1") is { Connection: > 0 } framework ? framework.Connection : 99;

    /// <summary>The update of t1 that is there to acknowledge, or one that never was.</summary>
    internal UpdateId Update => Cluster.FindTask("f1", "t1") is { Update.IsSome: true } task
        ? task.Update
        : new UpdateId(7, 7);

    internal UpdateId OperationUpdate =>
        Cluster.FindFramework("f1")?.FindOperation("o1") is { Update.IsSome: true } operation
            ? operation.Update
            : new UpdateId(7, 7);

    internal TaskDescription Task => Master.Task("t1", "a1", "cpus:1;mem:512");

    internal TaskDescription TaskOfExecutor => Task with { Command = null, Executor = Executor };

    internal ExecutorDescription Executor => new("e1", Master.Set("cpus:0.1;mem:32"))
    {
        Kind = ExecutorKind.Default,
    };

    internal ReserveResources Reserve => new(Master.Set("cpus(r,DYNAMIC,p):1")) { Id = "o1" };

    /// <summary>a1 and f1, with an open offer of all that a1 has.</summary>
    internal TransitionScene Offered()
    {
        Master.Agent(AgentProfile).Framework(Profile).Settle();
        Offer = Master.OfferTo("f1").Offer;
        return this;
    }

    /// <summary>The same, with t1 in some state of life and an offer of the rest.</summary>
    internal TransitionScene WithTask(TaskState state, bool inExecutor = false)
    {
        Offered();
        Accept(new LaunchTasks([inExecutor ? TaskOfExecutor : Task]));
        if (state != TaskState.Staging)
        {
            Report(state);
        }

        return this;
    }

    internal TransitionScene Accept(params OfferOperation[] operations)
    {
        Master.Accept("f1", Master.OfferTo("f1"), operations);
        Master.Forget().Advance(1);
        Offer = Master.OffersOf("f1") is [OfferReceived next, ..] ? next.Offer : Offer;
        return this;
    }

    /// <summary>An update of t1: acknowledged unless it is its end.</summary>
    internal TransitionScene Report(TaskState state)
    {
        UpdateId update = Master.NewUpdate();
        Master.Do(new ReportUpdate("a1", "f1", "t1", state, update));
        return state.IsTerminal() ? this : Acknowledge();
    }

    internal TransitionScene Acknowledge()
    {
        Master.Do(new AcknowledgeUpdate("f1", "a1", "t1", Update));
        return this;
    }

    internal TransitionScene Do(ClusterCommand command)
    {
        Master.Do(command);
        return this;
    }

    internal TransitionScene DisconnectAgent() =>
        Do(new DisconnectAgent("a1", ConnectionOfAgent));

    internal TransitionScene DisconnectFramework() =>
        Do(new DisconnectFramework("f1", ConnectionOfFramework));

    /// <summary>a1 does not answer until it is out of contact.</summary>
    internal TransitionScene LoseAgent()
    {
        Master.AnswersPings = false;
        Master.Advance(120);
        Master.AnswersPings = true;
        return this;
    }
}
