using System.Collections.Generic;

namespace Offers;

// What must be true of an agent after every event.
internal sealed partial class AgentModel
{
    /// <summary>
    /// Says what is broken: (1) what runs fits into what there is; (2) an ended task has its
    /// terminal update waiting; (3) a stream is of a task that is here; (4) an executor with tasks
    /// is here.
    /// </summary>
    internal void CheckInvariants(List<string> broken)
    {
        ResourceSet used = Used;
        if (!AgentBooks.Owned(Total).Contains(used))
        {
            broken.Add($"(1) agent {Name} uses {used} of {Total}");
        }
        foreach (AgentTask task in _tasks)
        {
            bool waits = _streams.TryFind(task.Framework, task.Name, out ReportUpdate? update);
            TaskState latest = waits ? update!.LatestState ?? update.State : task.State;
            if (latest != task.State || (!task.IsLive && !waits))
            {
                broken.Add($"(2) task {task.Name} is {task.State}, its updates say {latest}");
            }
            if (task.IsLive && task.Executor is not null && !_executors.Contains(task.Executor))
            {
                broken.Add($"(4) task {task.Name} runs without its executor");
            }
        }
        foreach (UpdateStreamState stream in _streams.Save())
        {
            ReportUpdate update = stream.Waiting[0];
            if (Find(update.Framework, update.Task) is null)
            {
                broken.Add($"(3) updates wait of task {update.Task}, which is not here");
            }
        }
    }
}
