namespace Offers.Simulation.Traces;

/// <summary>At this moment the demand rises (or, when negative, falls) by the amount.</summary>
internal readonly record struct DemandChange(decimal Seconds, decimal Amount);
