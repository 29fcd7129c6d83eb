using System;

namespace Offers;

/// <summary>Have the agent kill a task whose grace is over.</summary>
/// <param name="Preemption">The preemption it belongs to.</param>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
/// <param name="Grace">Time from TERM to KILL; null is the task's own.</param>
public sealed record KillVictim(
    long Preemption, string Agent, string Framework, string Task, TimeSpan? Grace)
    : PreemptionStep(Preemption, Agent);
