using System;

namespace Offers;

// Executors: they start with their first task and end when idle, ordered or killed.
internal sealed partial class AgentModel
{
    /// <summary>How long an executor without tasks waits for another.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    private AgentExecutor ExecutorOf(
        string framework, string role, ExecutorDescription description) =>
        FindExecutor(framework, description.Name)
            ?? new AgentExecutor(framework, role, description);

    private AgentExecutor? FindExecutor(string framework, string name)
    {
        foreach (AgentExecutor executor in _executors)
        {
            if (string.Equals(executor.Framework, framework, StringComparison.Ordinal)
                && string.Equals(executor.Description.Name, name, StringComparison.Ordinal))
            {
                return executor;
            }
        }
        return null;
    }

    /// <summary>An executor without a task ends: at once if it is the agent's own kind.</summary>
    private void LeaveIdle(AgentExecutor? executor, Timestamp now)
    {
        if (executor is null || Snapshot(executor).Length > 0)
        {
            return;
        }
        bool isOwn = executor.Description.Kind == ExecutorKind.Default;
        executor.EndsAt = Earlier(executor.EndsAt, isOwn ? now : now + IdleTime);
    }

    private void ShutDown(ExecutorShutDown order, Timestamp now)
    {
        if (FindExecutor(order.Framework, order.Executor) is not { IsEnding: false } executor)
        {
            return;
        }
        executor.IsEnding = true;
        executor.EndsAt = Earlier(
            executor.EndsAt, now + Random(executor.Description.ShutdownGrace));
    }

    private void ShutDown(FrameworkShutDown order)
    {
        foreach (AgentTask task in _tasks)
        {
            if (string.Equals(task.Framework, order.Framework, StringComparison.Ordinal))
            {
                _streams.Forget(task.Framework, task.Name);
            }
        }
        _tasks.RemoveAll(t => string.Equals(
            t.Framework, order.Framework, StringComparison.Ordinal));
        _executors.RemoveAll(e => string.Equals(
            e.Framework, order.Framework, StringComparison.Ordinal));
        _operations.RemoveAll(o => string.Equals(
            o.Framework, order.Framework, StringComparison.Ordinal));
        _frameworks.RemoveAll(f => string.Equals(
            f.Id, order.Framework, StringComparison.Ordinal));
    }

    private void EndExecutors(Timestamp now, AgentOutbox reports)
    {
        for (int i = _executors.Count - 1; i >= 0; i--)
        {
            AgentExecutor executor = _executors[i];
            if (executor.EndsAt > now)
            {
                continue;
            }
            AgentTask[] live = Snapshot(executor);
            if (live.Length > 0 && !executor.IsEnding)
            {
                executor.EndsAt = Timestamp.Never;
                continue;
            }
            foreach (AgentTask task in live)
            {
                Report(task, TaskState.Failed, TaskReason.ExecutorTerminated, now);
            }
            _executors.RemoveAt(i);
            if (_hasAsked)
            {
                reports.Add(new ReportExecutorExit(
                    Name, executor.Framework, executor.Description.Name, live.Length));
            }
        }
    }
}
