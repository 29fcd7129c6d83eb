namespace Offers.Agents.Processes;

/// <summary>What a health check says after one look.</summary>
/// <param name="Result">What the look found.</param>
/// <param name="Failures">Failures in a row that count, this one included; 0 when healthy.</param>
/// <param name="KillsTask">Whether they are as many as the check allows.</param>
/// <param name="At">When it was found.</param>
internal readonly record struct HealthEvent(
    ProbeResult Result, int Failures, bool KillsTask, DateTimeOffset At);
