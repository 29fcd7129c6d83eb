using System;

namespace Offers;

/// <summary>The agent drains: it launches nothing more until it is admitted anew.</summary>
/// <param name="MaxGrace">The longest time from TERM to KILL; null is each task's own.</param>
public sealed record DrainReceived(TimeSpan? MaxGrace) : AgentInstruction;
