namespace Offers.Agents.Processes;

/// <summary>One resource limit of a process (<c>setrlimit</c>).</summary>
/// <param name="Kind">What it bounds.</param>
/// <param name="Soft">The bound in force; <see cref="Unlimited"/> is none.</param>
/// <param name="Hard">How far the process itself may raise it; at least the soft one.</param>
internal readonly record struct ProcessLimit(ProcessLimitKind Kind, ulong Soft, ulong Hard)
{
    /// <summary>No bound.</summary>
    internal const ulong Unlimited = ulong.MaxValue;
}
