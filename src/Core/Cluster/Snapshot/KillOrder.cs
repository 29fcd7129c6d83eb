using System;

namespace Offers;

/// <summary>That a task is to end.</summary>
/// <param name="Grace">Time from TERM to KILL; null is the task's own.</param>
/// <param name="Reason">Why.</param>
public sealed record KillOrder(TimeSpan? Grace, TaskReason Reason);
