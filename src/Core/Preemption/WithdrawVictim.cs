namespace Offers;

/// <summary>
/// Tell a framework that the task which was announced stays: nobody needs it now.
/// </summary>
/// <param name="Preemption">The preemption it belonged to.</param>
/// <param name="Agent">Where.</param>
/// <param name="Framework">Whose task.</param>
/// <param name="Task">Which.</param>
public sealed record WithdrawVictim(
    long Preemption, string Agent, string Framework, string Task)
    : PreemptionStep(Preemption, Agent);
