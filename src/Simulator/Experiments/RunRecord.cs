namespace Offers.Simulation.Experiments;

/// <summary>One run of an experiment and what it found.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Workload">The workload's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Result">Figures, series and jobs.</param>
public sealed record RunRecord(string Policy, string Workload, ulong Seed, RunResult Result);
