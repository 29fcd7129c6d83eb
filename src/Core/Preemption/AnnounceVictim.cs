namespace Offers;

/// <summary>
/// Tell a framework, with an inverse offer, that it loses a task: it may end it itself before.
/// </summary>
/// <param name="Preemption">The preemption it belongs to.</param>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
/// <param name="When">When it is killed if it still runs.</param>
public sealed record AnnounceVictim(
    long Preemption, string Agent, string Framework, string Task, Timestamp When)
    : PreemptionStep(Preemption, Agent);
