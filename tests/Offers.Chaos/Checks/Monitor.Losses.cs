namespace Offers.Chaos;

// Who loses a task with its agent is told so.
internal sealed partial class Monitor
{
    private readonly List<(string Framework, string Task, string Agent)> _atRisk = [];

    private void NoteAtRisk(ClusterCommand command, List<AgentNode> agents)
    {
        _atRisk.Clear();
        if (command is not (AdvanceTime or MarkAgentGone or UnregisterAgent))
        {
            return;
        }
        foreach (AgentNode node in agents)
        {
            ClusterAgent? agent = master.Cluster.FindAgent(node.Model.Name);
            for (ClusterTask? task = agent?.Tasks.First; task is not null;
                task = agent!.Tasks.After(task))
            {
                if (!task.State.IsTerminal() && task.Framework.IsConnected)
                {
                    _atRisk.Add((task.Framework.Name, task.Name, agent!.Name));
                }
            }
        }
    }

    private void CheckLosses(ClusterCommand command, List<ClusterMessage> messages)
    {
        foreach ((string framework, string task, string agent) in _atRisk)
        {
            bool isTold = master.Cluster.FindAgent(agent) is not null
                || master.Cluster.FindFramework(framework) is not { IsConnected: true }
                || messages.Exists(m => m.Kind == MessageKind.TaskUpdated
                    && m.Framework == framework && m.Name == task);
            Require(isTold, "loss told", $"{framework} lost {task} on {agent} by {command}, "
                + "and was not told");
        }
    }
}
