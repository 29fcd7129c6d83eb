namespace Offers.Simulation.Experiments;

/// <summary>Machines of one shape.</summary>
/// <param name="Count">How many. Key <c>count</c>, required; 1 or more.</param>
/// <param name="Resources">What one has, as resource text. Key <c>resources</c>, required.</param>
public sealed record ShapeSpec(int Count, string Resources);
