namespace Offers;

/// <content>What is known of tasks and operations (semantics 2.6).</content>
public sealed partial class Cluster
{
    private ClusterStatus Reconcile(ReconcileTasks call, ClusterFramework framework)
    {
        if (call.Tasks.Count == 0)
        {
            for (ClusterTask? task = framework.Tasks.First; task is not null;
                task = framework.Tasks.After(task))
            {
                Answer(task);
            }

            return ClusterStatus.Ok;
        }

        foreach (TaskQuery query in call.Tasks.AsSpan())
        {
            Answer(query, framework);
        }

        return ClusterStatus.Ok;
    }

    /// <summary>The latest state; updates that are under way come by themselves.</summary>
    private void Answer(ClusterTask task) => TellTask(
        task.Framework, new TaskTold(task.Name, task.Agent.Name, task.State)
        {
            Reason = TaskReason.Reconciliation,
        });

    /// <summary>The six answers, one of which is silence.</summary>
    private void Answer(TaskQuery query, ClusterFramework framework)
    {
        if (framework.Names.TryGetValue(query.Task, out ClusterTask? task))
        {
            Answer(task);
            return;
        }

        bool isSilent = query.Agent is null
            ? _lost.ExpectedCount > 0
            : _lost.Find(query.Agent) is { State: LostAgentState.Expected };
        if (!isSilent)
        {
            (TaskState state, Timestamp since) = StateBeyondBooks(query, framework);
            TellTask(framework, new TaskTold(query.Task, query.Agent, state)
            {
                Reason = TaskReason.Reconciliation,
                When = since,
            });
        }
    }

    private (TaskState State, Timestamp Since) StateBeyondBooks(
        TaskQuery query, ClusterFramework framework)
    {
        string? agent = query.Agent ?? framework.Unreachable.AgentOf(query.Task);
        if (agent is null)
        {
            return (TaskState.Unknown, default);
        }

        if (_agentNames.ContainsKey(agent))
        {
            return (TaskState.Gone, default);
        }

        return _lost.Find(agent) switch
        {
            { State: LostAgentState.Unreachable } lost => (TaskState.Unreachable, lost.Since),
            { State: LostAgentState.Gone } => (TaskState.GoneByOperator, default),
            _ => (TaskState.Unknown, default),
        };
    }

    private ClusterStatus Operation(ReportOperation report, ClusterAgent agent)
    {
        if (report.Total is { } total && IsNews(report.ResourceVersion, agent)
            && !total.Equals(_allocator.TotalSetOf(agent.Id)))
        {
            if (!SetTotal(agent, total, report.ResourceVersion))
            {
                return ClusterStatus.CellTooLarge;
            }

            RescindAllOn(agent, RescindReason.ResourcesChanged);
            Changed(Durability.Synced);
        }

        if (!_frameworkNames.TryGetValue(report.Framework, out ClusterFramework? framework)
            || framework.FindOperation(report.Operation) is not { } operation)
        {
            // Nobody waits for it: the agent need not repeat it.
            if (report.Update.IsSome)
            {
                AcknowledgeOperation(agent, report.Framework, report.Operation, report.Update);
            }

            return report.Total is null ? ClusterStatus.UnknownOperation : ClusterStatus.Ok;
        }

        operation.State = IsEnded(operation.State) ? operation.State : report.State;
        operation.Update = report.Update.IsSome ? report.Update : operation.Update;
        TellOperation(operation, report.State, report.Update);
        if (IsEnded(operation.State) && !report.Update.IsSome)
        {
            framework.Operations.Remove(operation);
            FinishDrain(agent);
        }

        return Done(Durability.Lazy);
    }

    private static bool IsEnded(OperationState state) => state is OperationState.Finished
        or OperationState.Failed or OperationState.Error or OperationState.Dropped
        or OperationState.GoneByOperator;

    private void TellOperation(ClusterOperation operation, OperationState state, UpdateId update)
    {
        if (operation.Framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.OperationUpdated,
                Framework = operation.Framework.Name,
                Connection = operation.Framework.Connection,
                Agent = operation.Agent.Length == 0 ? null : operation.Agent,
                Name = operation.Id,
                OperationState = state,
                Update = update,
            });
        }
    }

    private void AcknowledgeOperation(
        ClusterAgent agent, string framework, string operation, UpdateId update) =>
        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.OperationAcknowledged,
            Agent = agent.Name,
            Connection = agent.Connection,
            Framework = framework,
            Name = operation,
            Update = update,
        });

    private ClusterStatus Acknowledge(AcknowledgeOperation call, ClusterFramework framework)
    {
        if (!call.Update.IsSome)
        {
            return ClusterStatus.InvalidValue;
        }

        if (framework.FindOperation(call.Operation) is not { } operation)
        {
            return ClusterStatus.UnknownOperation;
        }

        if (!_agentNames.TryGetValue(operation.Agent, out ClusterAgent? agent))
        {
            return ClusterStatus.UnknownAgent;
        }

        if (!agent.IsConnected)
        {
            return ClusterStatus.AgentDisconnected;
        }

        if (operation.Update != call.Update)
        {
            return ClusterStatus.NotCurrent;
        }

        AcknowledgeOperation(agent, framework.Name, operation.Id, call.Update);
        if (IsEnded(operation.State))
        {
            framework.Operations.Remove(operation);
            FinishDrain(agent);
        }

        return Done(Durability.Synced);
    }

    private ClusterStatus Reconcile(ReconcileOperations call, ClusterFramework framework)
    {
        foreach (string id in call.Operations.AsSpan())
        {
            ClusterOperation operation = framework.FindOperation(id)
                ?? new ClusterOperation(framework, id, "", OperationState.Unknown);
            AnswerOperation(operation);
        }

        for (int i = 0; call.Operations.Count == 0 && i < framework.Operations.Count; i++)
        {
            AnswerOperation(framework.Operations[i]);
        }

        return ClusterStatus.Ok;
    }

    /// <summary>As for tasks: while agents are expected, who is unknown may yet be told.</summary>
    private void AnswerOperation(ClusterOperation operation)
    {
        OperationState state = _lost.Find(operation.Agent) switch
        {
            { State: LostAgentState.Unreachable } => OperationState.Unreachable,
            { State: LostAgentState.Expected } => OperationState.Recovering,
            { State: LostAgentState.Gone } => OperationState.GoneByOperator,
            _ => operation.State == OperationState.Unknown && _lost.ExpectedCount > 0
                ? OperationState.Recovering
                : operation.State,
        };
        TellOperation(operation, state, UpdateId.None);
    }
}
