using System;

namespace Offers;

/// <content>Orders that tasks end (semantics 2.6).</content>
public sealed partial class Cluster
{
    private ClusterStatus Kill(KillTask call, ClusterFramework framework)
    {
        if (call.Grace < TimeSpan.Zero)
        {
            return ClusterStatus.InvalidValue;
        }

        if (!framework.Names.TryGetValue(call.Task, out ClusterTask? task))
        {
            Answer(new TaskQuery(call.Task, call.Agent), framework);
            return ClusterStatus.Ok;
        }

        if (task.State.IsTerminal())
        {
            // Its end is under way to the framework.
            return ClusterStatus.Ok;
        }

        Kill(task, call.Grace, TaskReason.None);
        return Done(Durability.Synced);
    }

    /// <summary>Orders a task's end, now or when its agent is back.</summary>
    private void Kill(ClusterTask task, TimeSpan? grace, TaskReason reason)
    {
        task.IsKillWanted = true;
        task.KillGrace = grace;
        task.KillReason = reason;
        if (task.Agent.IsConnected)
        {
            SendKill(task);
        }
    }

    private void SendKill(ClusterTask task) => _out.Add(new ClusterMessage
    {
        Kind = MessageKind.Kill,
        Agent = task.Agent.Name,
        Connection = task.Agent.Connection,
        Framework = task.Framework.Name,
        Name = task.Name,
        Grace = task.KillGrace,
        Reason = task.KillReason,
    });
}
