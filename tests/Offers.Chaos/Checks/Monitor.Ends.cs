namespace Offers.Chaos;

// A task whose end is acknowledged is forgotten, and agents hear of the end of a framework.
internal sealed partial class Monitor
{
    private readonly List<(string Framework, string Agent, long Connection)> _holders = [];
    private ClusterTask? _ending;

    private void NoteEnds(ClusterCommand command)
    {
        _holders.Clear();
        _ending = command is AcknowledgeUpdate call ? Ending(call) : null;
        if (command is not (AdvanceTime or TearDown or DisconnectFramework))
        {
            return;
        }
        foreach (AgentNode node in world.Agents)
        {
            if (master.Cluster.FindAgent(node.Model.Name) is not { IsConnected: true } agent)
            {
                continue;
            }
            for (ClusterTask? task = agent.Tasks.First; task is not null;
                task = agent.Tasks.After(task))
            {
                _holders.Add((task.Framework.Name, agent.Name, agent.Connection));
            }
        }
    }

    private void CheckEnds(ClusterCommand command, List<ClusterMessage> messages)
    {
        // A call that waits for its turn under a rate limit is taken and not yet passed on.
        if (_ending is not null && messages.Exists(m => m.Kind == MessageKind.UpdateAcknowledged))
        {
            Require(Ending((AcknowledgeUpdate)command) is null, "end forgotten",
                $"{command} is taken, and the task is still there");
        }
        foreach ((string framework, string agent, long connection) in _holders)
        {
            bool isTold = master.Cluster.FindFramework(framework) is not null
                || master.Cluster.FindAgent(agent)?.Connection != connection
                || messages.Exists(m => m.Kind == MessageKind.ShutDownFramework
                    && m.Framework == framework && m.Agent == agent);
            Require(isTold, "end of framework told",
                $"{agent} has tasks of {framework}, which {command} has ended");
        }
    }

    /// <summary>The task whose last update this call acknowledges.</summary>
    private ClusterTask? Ending(AcknowledgeUpdate call)
    {
        ClusterAgent? agent = master.Cluster.FindAgent(call.Agent);
        for (ClusterTask? task = agent?.Tasks.First; task is not null;
            task = agent!.Tasks.After(task))
        {
            if (task.Framework.Name == call.Framework && task.Name == call.Task
                && task.Update == call.Update && task.UpdateState.IsTerminal())
            {
                return task;
            }
        }
        return null;
    }
}
