namespace Offers.Core.Tests.Masters;

/// <content>What schedulers call.</content>
internal sealed partial class SnapshotHistory
{
    private ClusterCommand Call() => random.Next(14) switch
    {
        < 6 => Chance(5) ? Decline() : Accept(),
        6 or 9 => AcknowledgeTask(),
        7 => Kill(),
        8 => new AnswerInverseOffers(PickFramework(), InverseKeys(), InverseOfferAnswer.Decline)
        {
            Refusal = Seconds(random.Next(9)),
        },
        10 => Chance(4)
            ? new SuppressOffers(PickFramework(), Chance(2) ? [] : [Pick(Roles)])
            : new ReviveOffers(PickFramework(), []),
        11 => AcknowledgeAnOperation(),
        12 => new ShutDownExecutor(PickFramework(), PickAgent(), "e1"),
        _ => Reconcile(),
    };

    private ClusterCommand Reconcile() => Chance(2)
        ? new ReconcileTasks(PickFramework(), Chance(2) ? [] : [new TaskQuery(Pick(Tasks), "a1")])
        : new ReconcileOperations(PickFramework(), Chance(2) ? [] : ["o1"]);

    private ValueList<OfferKey> Keys(IReadOnlyList<ClusterOfferSnapshot> offers) => offers.Count == 0
        ? [new OfferKey(1, 1)]
        : [.. offers.Where(_ => Chance(3)).Select(o => o.Key).DefaultIfEmpty(offers[0].Key)];

    private ValueList<OfferKey> InverseKeys() =>
        [.. _state.Agents.SelectMany(a => a.InverseOffers).Select(o => o.Key)];

    private DeclineOffers Decline()
    {
        string framework = PickFramework();
        return new DeclineOffers(
            framework, Keys([.. _state.Offers.Where(o => o.Framework == framework)]))
        {
            Refusal = Seconds(Pick([0, 1, 5, 30])),
        };
    }

    private ClusterCommand Accept()
    {
        if (_state.Offers.Count == 0)
        {
            return new AdvanceTime();
        }

        ClusterOfferSnapshot offer = Pick(_state.Offers);
        ClusterOfferSnapshot[] same = [.. _state.Offers.Where(o =>
            (o.Framework, o.Role, o.Agent) == (offer.Framework, offer.Role, offer.Agent))];
        return new AcceptOffers(
            Chance(20) ? Pick(Frameworks) : offer.Framework,
            Chance(20) ? Keys(_state.Offers) : [.. same.Select(o => o.Key)],
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Operation(offer))])
        {
            Refusal = Seconds(random.Next(4)),
        };
    }

    private OfferOperation Operation(ClusterOfferSnapshot offer)
    {
        string principal = _state.Frameworks.First(f => f.Profile.Id == offer.Framework)
            .Profile.Principal is { } named ? "," + named : "";
        string reserved = $"({offer.Role},DYNAMIC{principal})";
        OfferOperation operation = random.Next(12) switch
        {
            0 => new ReserveResources(Set($"cpus{reserved}:1;disk{reserved}:10")),
            1 => new UnreserveResources(Set($"cpus{reserved}:1")),
            2 => new CreateVolumes(Set($"disk{reserved}[v1:p]:10")),
            3 => new DestroyVolumes(Set($"disk{reserved}[v1:p]:10")),
            4 => new ShrinkVolume(Set($"disk{reserved}[v1:p]:10"), 1000),
            5 => new LaunchGroup(
                new ExecutorDescription("e2", Set("cpus:0.1;disk:1;mem:32"))
                {
                    Kind = ExecutorKind.Default,
                },
                [Task(offer, false), Task(offer, false)]),
            _ => new LaunchTasks([Task(offer, Chance(3))]),
        };
        return operation is LaunchTasks or LaunchGroup || Chance(2)
            ? operation
            : operation with { Id = Pick(["o1", "o2", "o3"]) };
    }

    private TaskDescription Task(ClusterOfferSnapshot offer, bool hasExecutor)
    {
        TaskDescription task = new(
            Pick(Tasks), offer.Agent,
            Set(Pick(["cpus:1;mem:100", "cpus:0.5", "cpus:1;ports:[31000-31001]", "cpus{REV}:1"])))
        {
            KillGrace = Chance(3) ? Seconds(2) : null,
            Priority = random.Next(3),
        };
        return hasExecutor
            ? task with
            {
                Executor = new ExecutorDescription("e1", Set("mem:32"))
                {
                    Command = new CommandLine("run"),
                },
            }
            : task with { Command = new CommandLine("true") };
    }

    private ClusterCommand AcknowledgeTask()
    {
        if (_state.Tasks.Count == 0)
        {
            return new AdvanceTime();
        }

        ClusterTaskSnapshot task = Pick(_state.Tasks);
        return new AcknowledgeUpdate(
            task.Framework, task.Agent, task.Description.Name,
            Chance(10) ? new UpdateId(9, 9) : task.Update);
    }

    private ClusterCommand Kill() => _state.Tasks.Count == 0 || Chance(9)
        ? new KillTask(PickFramework(), Pick(Tasks))
        : new KillTask(Pick(_state.Tasks).Framework, Pick(_state.Tasks).Description.Name)
        {
            Grace = Chance(2) ? Seconds(1) : null,
        };

    private ClusterCommand AcknowledgeAnOperation()
    {
        ClusterFrameworkSnapshot[] busy = [.. _state.Frameworks.Where(f => f.Operations.Count > 0)];
        if (busy.Length == 0)
        {
            return new RequestResources(PickFramework());
        }

        ClusterFrameworkSnapshot framework = Pick(busy);
        ClusterOperationSnapshot operation = Pick(framework.Operations);
        return new AcknowledgeOperation(framework.Profile.Id, operation.Id, operation.Update);
    }
}
