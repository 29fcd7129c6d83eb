namespace Offers.Chaos;

// A framework's own executor that only plays.
internal sealed partial class SimulatedMachine
{
    private void Instruct(InstructExecutor order)
    {
        if (!_containers.TryGetValue(order.Container, out SimulatedContainer? container)
            || !container.IsConnected)
        {
            // Lost with the connection: it is told again when it is back.
            return;
        }
        switch (order.Kind)
        {
            case ExecutorOrder.Launch:
                Launch(container, order.Description!);
                break;
            case ExecutorOrder.Kill:
                End(container, order.Task!, order.Grace ?? TimeSpan.Zero);
                break;
            case ExecutorOrder.Acknowledge:
                container.Reports.RemoveAll(r => r.Update == order.Update);
                break;
            case ExecutorOrder.ShutDown:
                ShutDown(container, order.Grace ?? TimeSpan.Zero);
                break;
        }
    }

    private void Launch(SimulatedContainer container, TaskDescription task)
    {
        if (container.Tasks.ContainsKey(task.Name))
        {
            return;
        }
        TaskScript script = TaskScript.Of(_seed, container.Name, task);
        container.Tasks.Add(task.Name, new SimulatedProcess(task.Name, script)
        {
            RunsAt = _now + script.StartDelay,
            EndsAt = _now + script.StartDelay + script.Length,
        });
        Need(container, task);
    }

    private void End(SimulatedContainer container, string name, TimeSpan grace)
    {
        if (container.Tasks.TryGetValue(name, out SimulatedProcess? task) && task.End is null)
        {
            task.Signal = 15;
            task.EndsAt = Earlier(
                task.EndsAt, _now + _chance.Upto(grace.TotalSeconds));
            task.RunsAt = Earlier(task.RunsAt, task.EndsAt);
        }
    }

    /// <summary>Its tasks end, and it ends, mostly within the grace.</summary>
    private void ShutDown(SimulatedContainer container, TimeSpan grace)
    {
        foreach (string task in container.Tasks.Keys.ToArray())
        {
            End(container, task, grace / 2);
        }
        if (container.Processes.TryGetValue("", out SimulatedProcess? own))
        {
            own.EndsAt = Earlier(own.EndsAt, _now + (grace / 2)
                + _chance.Upto(grace.TotalSeconds) + TimeSpan.FromMilliseconds(1));
        }
    }

    private void StepTask(
        SimulatedContainer container, SimulatedProcess task, Timestamp now,
        List<AgentCommand> news)
    {
        bool lives = container.Processes.TryGetValue("", out SimulatedProcess? own)
            && own.End is null;
        if (!lives)
        {
            container.Tasks.Remove(task.Name);
            return;
        }
        if (!task.IsRunning && task.RunsAt <= now)
        {
            task.IsRunning = true;
            Say(container, task.Name, TaskState.Running, news);
        }
        if (task is { End: null, IsRunning: true } && task.EndsAt <= now)
        {
            task.End = default(ProcessEnd);
            container.Needs.Remove(task.Name);
            Say(container, task.Name, task.Signal is not null ? TaskState.Killed
                : task.Script.IsGood ? TaskState.Finished
                : TaskState.Failed, news);
            LeaveIdle(container, own!, now);
        }
    }

    /// <summary>Without tasks it ends by itself after a while.</summary>
    private static void LeaveIdle(
        SimulatedContainer container, SimulatedProcess own, Timestamp now)
    {
        if (container.Tasks.Values.All(t => t.End is not null))
        {
            own.EndsAt = Earlier(own.EndsAt, now + TimeSpan.FromSeconds(30));
        }
    }

    private void Say(
        SimulatedContainer container, string task, TaskState state, List<AgentCommand> news)
    {
        StableHash hash = default;
        hash.Add(Name);
        hash.Add("executor");
        ExecutorReported report = new(
            container.Name, task, state, new UpdateId(hash.Value, ++_updates));
        container.Reports.Add(report);
        if (container.IsConnected)
        {
            news.Add(report);
        }
    }
}
