namespace Offers;

/// <content>Executors: asked to end, and ended (semantics 2.6).</content>
public sealed partial class Cluster
{
    private ClusterStatus ShutDown(ShutDownExecutor call, ClusterFramework framework)
    {
        if (!_agentNames.TryGetValue(call.Agent, out ClusterAgent? agent))
        {
            return ClusterStatus.UnknownAgent;
        }

        if (!agent.IsConnected)
        {
            return ClusterStatus.AgentDisconnected;
        }

        _out.Add(new ClusterMessage
        {
            Kind = MessageKind.ShutDownExecutor,
            Agent = agent.Name,
            Connection = agent.Connection,
            Framework = framework.Name,
            Name = call.Executor,
        });
        return Done(Durability.Lazy);
    }

    private ClusterStatus Exited(ReportExecutorExit report, ClusterAgent agent)
    {
        if (!_frameworkNames.TryGetValue(report.Framework, out ClusterFramework? framework))
        {
            return ClusterStatus.UnknownFramework;
        }

        if (agent.FindExecutor(framework, report.Executor) is not { } executor)
        {
            return ClusterStatus.UnknownExecutor;
        }

        RemoveExecutor(executor);
        if (framework.IsConnected)
        {
            _out.Add(new ClusterMessage
            {
                Kind = MessageKind.ExecutorLost,
                Framework = framework.Name,
                Connection = framework.Connection,
                Agent = agent.Name,
                Name = report.Executor,
                ExitStatus = report.ExitStatus,
            });
        }

        return Done(Durability.Lazy);
    }

    private void RemoveExecutor(ClusterExecutor executor)
    {
        executor.Agent.Executors.Remove(executor);
        for (ClusterTask? task = executor.Agent.Tasks.First; task is not null;
            task = executor.Agent.Tasks.After(task))
        {
            task.Executor = task.Executor == executor ? null : task.Executor;
        }

        _piece.Load(executor.Description.Resources);
        Release(executor.Framework, executor.Role, executor.Agent, _piece);
    }
}
