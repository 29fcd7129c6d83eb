namespace Offers;

/// <summary>A victim that has not ended. A value.</summary>
/// <param name="Victim">Who, and by what rule and numbers.</param>
/// <param name="Phase">How far it is.</param>
public sealed record RunningVictim(PreemptionVictim Victim, VictimPhase Phase);
