namespace Offers.Agents.Processes;

/// <summary>
/// One line from the supervisor to an agent: the answer to a request, or news (number 0).
/// </summary>
/// <param name="Number">Of the request answered; 0 for news.</param>
internal sealed record SupervisorMessage(long Number)
{
    /// <summary>Why a request failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Of the answer to a hello: what the supervisor speaks.</summary>
    public int Version { get; init; }

    /// <summary>Of a hello: the supervisor's own process id.</summary>
    public int SupervisorPid { get; init; }

    /// <summary>Of an answer to start or signal, or of news: the process.</summary>
    public ProcessStatus? Process { get; init; }

    /// <summary>Of an answer to list: all that is held, by id.</summary>
    public IReadOnlyList<ProcessStatus> Processes { get; init; } = [];
}
