namespace Offers.Agents.Processes;

/// <summary>How a process ended.</summary>
internal enum ProcessEndKind
{
    /// <summary>By itself, with an exit status.</summary>
    Exited,

    /// <summary>By a signal.</summary>
    Signaled,

    /// <summary>Nobody can say: it ended while its supervisor was not there.</summary>
    Unknown,
}
