using System;

namespace Offers;

/// <summary>
/// A task as its scheduler knows it. Its life is one of four: live (launched, not known to have
/// ended), away (its agent is out of contact), lost (said not to exist; it may come back) and
/// over.
/// </summary>
internal sealed class TrackedTask(string name, string agent, object owner, Timestamp launched)
{
    internal string Name { get; } = name;

    internal string Agent { get; } = agent;

    /// <summary>What it works for: an instance, an attempt, a run.</summary>
    internal object Owner { get; } = owner;

    internal Timestamp Launched { get; } = launched;

    internal TaskState State { get; private set; } = TaskState.Staging;

    internal TaskReason Reason { get; private set; }

    /// <summary>Since when it has been running; never if it has not been.</summary>
    internal Timestamp RunningSince { get; private set; } = Timestamp.Never;

    /// <summary>What its health check said last; null is nothing.</summary>
    internal bool? IsHealthy { get; private set; }

    internal bool IsLive => IsLiveState(State);

    internal bool IsAway => State == TaskState.Unreachable;

    internal bool IsLost => IsLostState(State);

    internal bool IsOver => !IsLive && !IsAway && !IsLost;

    internal bool IsRunning => State == TaskState.Running;

    /// <summary>
    /// Whether it ended by a fault that it would repeat: not because its agent, its offer or
    /// somebody else ended it.
    /// </summary>
    internal bool HasFailed => State is TaskState.Failed or TaskState.Error
        || (State == TaskState.Killed && !IsKillAsked && IsHealthy == false);

    /// <summary>Whether its scheduler wants it to end.</summary>
    internal bool IsKillAsked { get; set; }

    internal TimeSpan? KillGrace { get; set; }

    internal DoublingDelay KillDelay = new(Reconciler.FirstDelay, Reconciler.LongestDelay);

    internal DoublingDelay AskDelay = new(Reconciler.FirstDelay, Reconciler.LongestDelay);

    /// <summary>When its state is to be asked for.</summary>
    internal Timestamp AskAt { get; set; }

    /// <summary>How often it was asked for since it is lost.</summary>
    internal int AsksWhileLost { get; set; }

    /// <summary>Neighbours in the book, in order of launch.</summary>
    internal TrackedTask? Previous { get; set; }

    internal TrackedTask? Next { get; set; }

    internal static bool IsLiveState(TaskState state) => state is TaskState.Staging
        or TaskState.Starting or TaskState.Running or TaskState.Killing;

    /// <summary>Takes note of an update.</summary>
    /// <returns>False when it says nothing new: it is late, or came before.</returns>
    internal bool Apply(TaskUpdated update, Timestamp now)
    {
        bool? health = update.IsHealthy ?? IsHealthy;
        bool isNew = Follows(State, update.State)
            || (IsLive && update.State == State && health != IsHealthy);
        if (!isNew)
        {
            return false;
        }

        State = update.State;
        Reason = update.Reason;
        IsHealthy = health;
        AsksWhileLost = 0;
        if (State == TaskState.Running && RunningSince == Timestamp.Never)
        {
            RunningSince = now;
        }

        return true;
    }

    private static bool IsLostState(TaskState state) =>
        state is TaskState.Lost or TaskState.Gone or TaskState.Unknown;

    private static bool Follows(TaskState from, TaskState to)
    {
        if (IsLiveState(from))
        {
            return !IsLiveState(to) || to > from;
        }

        bool isDefinite = !IsLiveState(to) && !IsLostState(to) && to != TaskState.Unreachable;
        return IsLostState(from)
            ? IsLiveState(to) || isDefinite
            : from == TaskState.Unreachable && to != TaskState.Unreachable;
    }
}
