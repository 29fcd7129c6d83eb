using System;

namespace Offers;

/// <summary>How an agent is drained.</summary>
/// <param name="MaxGrace">The longest time from TERM to KILL; null is each task's own.</param>
/// <param name="MarkGone">Whether it is gone for good afterwards.</param>
public sealed record DrainOrder(TimeSpan? MaxGrace, bool MarkGone);
