namespace Offers;

/// <summary>
/// Why one agent has not gone to a framework under one role: the first check that fails, and the
/// numbers that decide it.
/// </summary>
/// <param name="Role">The role.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Code">The first failing check; None when the next run will offer it.</param>
/// <param name="Kind">
/// The kind of resource that decides, for <see cref="RefusalCode.BelowMinimum"/>,
/// <see cref="RefusalCode.LimitReached"/>, <see cref="RefusalCode.HeadroomHeld"/> and
/// <see cref="RefusalCode.MinimumShape"/>; else null.
/// </param>
/// <param name="Needed">
/// What of that kind would do, in thousandths; for <see cref="RefusalCode.RefuseFilter"/> the
/// moment at which the filter ends, in ticks; else 0.
/// </param>
/// <param name="Found">What there is of that kind, in thousandths; else 0.</param>
/// <param name="Ahead">
/// Who got the agent, for <see cref="RefusalCode.SortedBehind"/>; else null.
/// </param>
public readonly record struct Verdict(
    RoleId Role,
    AgentId Agent,
    RefusalCode Code,
    ResourceKind? Kind,
    long Needed,
    long Found,
    FrameworkId? Ahead)
{
    /// <summary>
    /// What is lacking of <see cref="Kind"/>, in thousandths; 0 when no kind decides.
    /// </summary>
    public long Missing => Kind is null ? 0 : Needed - Found;
}
