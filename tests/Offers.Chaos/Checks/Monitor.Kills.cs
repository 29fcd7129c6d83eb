namespace Offers.Chaos;

// An order to kill may be lost with a connection: it is given again when the agent is back.
internal sealed partial class Monitor
{
    private void NoteKills(ClusterCommand command)
    {
        _killed.Clear();
        if (command is not ReregisterAgent report
            || master.Cluster.FindAgent(report.Agent) is not ClusterAgent agent
            || agent.Connection == report.Connection)
        {
            return;
        }
        for (ClusterTask? task = agent.Tasks.First; task is not null;
            task = agent.Tasks.After(task))
        {
            if (task.IsKillWanted && !task.State.IsTerminal())
            {
                _killed.Add((task.Framework.Name, task.Name));
            }
        }
    }

    private void CheckKills(
        ClusterCommand command, ClusterStatus status, List<ClusterMessage> messages)
    {
        if (_killed.Count == 0 || status != ClusterStatus.Ok)
        {
            return;
        }
        foreach (ReportedTask task in ((ReregisterAgent)command).Tasks)
        {
            string name = task.Description.Name;
            if (!task.State.IsTerminal() && _killed.Contains((task.Framework, name)))
            {
                Require(messages.Exists(m => m.Kind == MessageKind.Kill
                    && m.Framework == task.Framework && m.Name == name), "kill repeated",
                    $"{name} of {task.Framework} was to be killed, and its agent is back with it");
            }
        }
    }
}
