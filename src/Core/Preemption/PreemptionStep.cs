namespace Offers;

/// <summary>
/// Something that a <see cref="PreemptionLedger"/> wants done. The host does the steps in order.
/// </summary>
/// <param name="Preemption">The preemption it belongs to.</param>
/// <param name="Agent">Where.</param>
public abstract record PreemptionStep(long Preemption, string Agent);
