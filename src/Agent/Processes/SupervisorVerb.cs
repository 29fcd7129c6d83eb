namespace Offers.Agents.Processes;

/// <summary>What an agent asks of its supervisor.</summary>
internal enum SupervisorVerb
{
    /// <summary>Says its version; is told that of the supervisor and every end not forgotten.
    /// </summary>
    Hello,

    /// <summary>Starts a process; one that is there already is not started again.</summary>
    Start,

    /// <summary>Sends a signal.</summary>
    Signal,

    /// <summary>Lists what is held.</summary>
    List,

    /// <summary>Acknowledges an end: the process is forgotten.</summary>
    Forget,

    /// <summary>Ends the supervisor as soon as it holds nothing.</summary>
    StopWhenEmpty,
}
