namespace Offers.Core.Tests.Masters;

/// <content>What agents report.</content>
internal sealed partial class SnapshotHistory
{
    private static readonly TaskState[] States =
    [
        TaskState.Starting, TaskState.Running, TaskState.Running, TaskState.Killing,
        TaskState.Finished, TaskState.Failed, TaskState.Killed,
    ];

    private ClusterCommand Report() => random.Next(14) switch
    {
        < 2 => Return(Pick(Agents)),
        2 when Chance(3) => new RegisterAgent(Agent(Pick(Agents)), NewConnection(1)),
        3 when Chance(6) => new UnregisterAgent(PickAgent()),
        3 when Chance(2) => new DisconnectAgent(PickAgent(), ConnectionOfAgent()),
        < 7 => new AnswerPing(PickAgent()),
        7 => new ReportRevocable(PickAgent(), Set(Pick(["cpus{REV}:1", "cpus{REV}:3", ""]))),
        8 when Chance(4) => new ReportTotal(PickAgent(), Agent(Pick(Agents)).Resources),
        9 => OperationReport(),
        10 when Chance(2) => new ReportExecutorExit(
            PickAgent(), PickFramework(), Pick(["e1", "e2"]), random.Next(3)),
        _ => Update(),
    };

    private long ConnectionOfAgent() =>
        _state.Agents.Count == 0 || Chance(8) ? 1 : Pick(_state.Agents).Connection;

    private AgentProfile Agent(string name) => new(
        name, Set(name == "a1"
            ? "cpus:4;mem:1000;disk:100;ports:[31000-31009]"
            : "cpus:3;mem:600;disk:50;ports:[31000-31003]"))
    {
        Hostname = "m" + name[1..],
        Capabilities = AgentCapabilities.All,
    };

    private ClusterCommand Update()
    {
        if (_state.Tasks.Count == 0)
        {
            return new AdvanceTime();
        }

        ClusterTaskSnapshot task = Pick(_state.Tasks);
        TaskState state = Pick(States);
        return new ReportUpdate(
            task.Agent, task.Framework, Chance(20) ? "t9" : task.Description.Name, state,
            NewUpdate())
        {
            LatestState = Chance(5) ? Pick(States) : null,
            Reason = Chance(5) ? TaskReason.ExecutorTerminated : TaskReason.None,
            Message = Chance(5) ? "so" : null,
        };
    }

    private ClusterCommand OperationReport()
    {
        ClusterFrameworkSnapshot[] busy = [.. _state.Frameworks.Where(f => f.Operations.Count > 0)];
        if (busy.Length == 0)
        {
            return new ReportOperation(
                PickAgent(), PickFramework(), "o9", OperationState.Finished, NewUpdate());
        }

        ClusterFrameworkSnapshot framework = Pick(busy);
        ClusterOperationSnapshot operation = Pick(framework.Operations);
        return new ReportOperation(
            operation.Agent, framework.Profile.Id, operation.Id,
            Pick([OperationState.Finished, OperationState.Failed, OperationState.Pending]),
            NewUpdate());
    }

    /// <summary>An agent is back with most of what it had, and now and then something else.</summary>
    private ReregisterAgent Return(string name)
    {
        ClusterAgentSnapshot? known = _state.Agents.FirstOrDefault(a => a.Profile.Id == name);
        ClusterTaskSnapshot[] had =
            [.. _state.Tasks.Where(t => t.Agent == name && !Chance(6))];
        List<ReportedTask> tasks =
        [
            .. had.Select(t => new ReportedTask(
                t.Framework, t.Role, t.Description, Chance(4) ? Pick(States) : t.State)
            {
                UpdateState = t.Update.IsSome ? t.UpdateState : null,
                Update = t.Update,
            }),
        ];
        if (known is null && Chance(2))
        {
            TaskDescription lost = new(Pick(Tasks), name, Set("cpus:1;mem:50"))
            {
                Command = new CommandLine("true"),
            };
            tasks.Add(new ReportedTask(Pick(Frameworks), Pick(Roles), lost, TaskState.Running));
        }

        ClusterFrameworkSnapshot[] busy =
            [.. _state.Frameworks.Where(f => f.Operations.Any(o => o.Agent == name))];
        return new ReregisterAgent(
            known is null || Chance(9) ? Agent(name) : known.Profile, NewConnection(1), [.. tasks])
        {
            Executors = known is null ? [] : [.. known.Executors.Where(_ => !Chance(6))],
            Frameworks = Chance(2) ? [] : [Framework(Pick(Frameworks))],
            Operations = busy.Length == 0 || Chance(4)
                ? []
                : [new ReportedOperation(
                    busy[0].Profile.Id, busy[0].Operations[0].Id, OperationState.Finished,
                    NewUpdate())],
            IsDraining = Chance(8),
        };
    }
}
