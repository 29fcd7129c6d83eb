namespace Offers;

/// <content>The frameworks' own executors (semantics 3.2 item 6).</content>
public sealed partial class Agent
{
    private void Connected(string name)
    {
        if (FindContainer(name) is not { IsCustom: true, IsDestroyed: false } container)
        {
            return;
        }

        container.IsConnected = true;
        container.IsRecovered = false;
        container.ConnectBy = Timestamp.Never;
        if (container.IsEnding)
        {
            TellToEnd(container);
            return;
        }

        if (container is { Tasks.Count: 0, HadTask: false })
        {
            // All its tasks were killed before it came (semantics 3.2 item 4).
            ShutDown(container, container.Executor!.ShutdownGrace);
            return;
        }

        RepeatOrders(container);
        StartReady(container);
    }

    /// <summary>What it was told over a connection that broke it may not know.</summary>
    private void RepeatOrders(AgentContainer container)
    {
        foreach (TaskRun task in container.Tasks)
        {
            if (task.IsStarted && task.State == TaskState.Staging)
            {
                Act(new InstructExecutor(container.Name, ExecutorOrder.Launch, task.Name)
                {
                    Description = task.Description,
                });
            }

            if (task.IsKilled)
            {
                Act(new InstructExecutor(container.Name, ExecutorOrder.Kill, task.Name)
                {
                    Grace = task.Description.KillGrace ?? _options.KillGrace,
                });
            }
        }
    }

    private const int MostWaiting = 256;

    private void Reported(ExecutorReported reported)
    {
        if (FindContainer(reported.Container) is not { IsCustom: true } container)
        {
            return;
        }

        if (TaskIn(reported.Container, reported.Task) is { } task
            && reported.State.IsSeenByAgents() && reported.Update.IsSome
            && !_streams.Knows(task.Framework, task.Name, reported.Update))
        {
            TaskOutcome outcome = new(reported.State, reported.Reason)
            {
                Message = reported.Message,
                IsHealthy = reported.IsHealthy,
                Update = reported.Update,
            };
            if (reported.State.IsTerminal())
            {
                End(task, outcome);
            }
            else if (_streams.CountWaiting(task.Framework, task.Name) < MostWaiting)
            {
                // It repeats what is left out when it subscribes again.
                Report(task, outcome);
            }
        }

        // Kept, known from before, or of no interest: either way it need not come again.
        Act(new InstructExecutor(container.Name, ExecutorOrder.Acknowledge, reported.Task)
        {
            Update = reported.Update,
        });
    }
}
