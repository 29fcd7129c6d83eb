using System.Collections.Generic;

namespace Offers;

/// <content>What is always true.</content>
public sealed partial class Agent
{
    /// <summary>
    /// Adds what is not as it must be: (A1) a live task is in one container, an ended one in none;
    /// (A2) an ended task has an update that waits; (A3) no task is started before its container
    /// holds it; (A4) a container without tasks ends, unless it waits for an executor's; (A5) no
    /// updates stay behind their task. O(tasks + containers).
    /// </summary>
    internal void CheckInvariants(List<string> broken)
    {
        foreach (TaskRun task in _tasks)
        {
            bool isIn = task.Container is { } container && container.Tasks.Contains(task)
                && _containers.Contains(container);
            Expect(broken, isIn == task.IsLive, $"(A1) {task.Name} is {task.State}, in: {isIn}");
            Expect(broken, task.IsLive || _streams.TryFind(task.Framework, task.Name, out _),
                $"(A2) {task.Name} is {task.State}, and nobody will hear of it");
            Expect(broken, !task.IsStarted || task.Container is null
                || (task.Container.IsCreated && task.AfterResize <= task.Container.Resized),
                $"(A3) {task.Name} was started too early");
        }

        Expect(broken, _streams.Count <= _tasks.Count,
            $"(A5) found {_streams.Count} streams of {_tasks.Count} tasks");
        foreach (AgentContainer container in _containers)
        {
            Expect(broken, container.Tasks.Count > 0 || container.IsEnding || container.IsCustom,
                $"(A4) {container.Name} is empty and stays");
        }
    }

    private static void Expect(List<string> broken, bool isSo, string otherwise)
    {
        if (!isSo)
        {
            broken.Add(otherwise);
        }
    }
}
