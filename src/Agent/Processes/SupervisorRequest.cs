namespace Offers.Agents.Processes;

/// <summary>One line from an agent to its supervisor.</summary>
/// <param name="Number">Of the request; its answer carries it.</param>
/// <param name="Verb">What is asked.</param>
internal sealed record SupervisorRequest(long Number, SupervisorVerb Verb)
{
    /// <summary>The version of the protocol that both sides speak.</summary>
    internal const int ProtocolVersion = 1;

    /// <summary>Of a hello: what the agent speaks.</summary>
    public int Version { get; init; }

    /// <summary>The process meant, by the agent's name for it.</summary>
    public string Process { get; init; } = string.Empty;

    /// <summary>Of a start: what is started.</summary>
    public CommandSpec? Command { get; init; }

    /// <summary>Of a signal: its number.</summary>
    public int Signal { get; init; }

    /// <summary>Of a signal: whether the whole process group gets it.</summary>
    public bool ToGroup { get; init; }
}
