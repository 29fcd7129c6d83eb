using System;

namespace Offers;

/// <content>Tasks: updates, acknowledgements, kills.</content>
public abstract partial class SchedulerBase
{
    private readonly DeadlineQueue<TrackedTask> _kills = new();

    /// <summary>Launched first; the others follow by <see cref="TrackedTask.Next"/>.</summary>
    private protected TrackedTask? FirstTask => _tasks.First;

    /// <summary>
    /// Wants a task to end: says so now, if it is there, and again until it has ended; if it is out
    /// of contact or lost, as soon as it is back.
    /// </summary>
    private protected void Kill(TrackedTask task, TimeSpan? grace)
    {
        if (task.IsKillAsked || task.IsOver)
        {
            return;
        }

        task.IsKillAsked = true;
        task.KillGrace = grace;
        SendKill(task);
    }

    private void TakeUpdate(TaskUpdated update)
    {
        TrackedTask? task = _tasks.Find(update.Task);
        Acknowledge(update, task);
        if (task is null)
        {
            KillIfStrange(update);
            return;
        }

        TaskState before = task.State;
        bool wasLive = task.IsLive;
        Reconciler.Heard(task, Now);
        if (!task.Apply(update, Now))
        {
            return;
        }

        if (task.IsOver)
        {
            _tasks.Remove(task);
        }
        else if (task.IsKillAsked && task.IsLive && !wasLive)
        {
            task.KillDelay.Reset();
            SendKill(task);
        }

        OnTask(task, before);
    }

    private void Acknowledge(TaskUpdated update, TrackedTask? task)
    {
        if (update.Update.IsSome && (update.Agent ?? task?.Agent) is { } agent)
        {
            Send(new AcknowledgeUpdate(Profile.Id, agent, update.Task, update.Update));
        }
    }

    /// <summary>
    /// A task that the scheduler does not know any more, or never knew, holds resources that nobody
    /// will ever give back. It is one that was given up for lost; late words of tasks that have
    /// ended are not meant.
    /// </summary>
    private void KillIfStrange(TaskUpdated update)
    {
        if (update.State is TaskState.Staging or TaskState.Starting or TaskState.Running
            && !_tasks.HasEnded(update.Task))
        {
            Send(new KillTask(Profile.Id, update.Task) { Agent = update.Agent });
        }
    }

    private void SendKill(TrackedTask task)
    {
        if (!task.IsLive)
        {
            return;
        }

        Send(new KillTask(Profile.Id, task.Name) { Agent = task.Agent, Grace = task.KillGrace });
        _kills.Add(task, Now + task.KillDelay.Take());
    }

    private void RepeatKills()
    {
        while (_kills.TryTake(Now, out TrackedTask task))
        {
            SendKill(task);
        }
    }
}
