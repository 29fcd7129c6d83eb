namespace Offers.Agents.Hosting;

/// <summary>What tasks are kept apart with.</summary>
public enum ContainmentKind
{
    /// <summary>Cgroups where there are some that this user may use, plain processes elsewhere.
    /// </summary>
    Auto,

    /// <summary>Cgroups, or the agent does not start.</summary>
    Cgroups,

    /// <summary>Plain processes: no limit holds, and what escapes its process group stays.
    /// </summary>
    Processes,
}
