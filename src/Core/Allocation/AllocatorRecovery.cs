namespace Offers;

/// <summary>
/// Whether runs wait: because the host said so, or for agents that are to come back. It is one
/// state, as in Mesos: when enough agents are back, or the host resumes, both are over.
/// </summary>
internal sealed class AllocatorRecovery
{
    internal bool IsPaused { get; set; }

    internal bool IsExpecting { get; private set; }

    internal long EnoughAgents { get; private set; }

    /// <summary>When waiting for agents ends in any case.</summary>
    internal Timestamp Deadline { get; private set; } = Timestamp.Never;

    /// <summary>Whether a run that begins now would do nothing.</summary>
    internal bool IsPausedAt(Timestamp now) => IsPaused && now < Deadline;

    internal void Expect(long enough, Timestamp deadline)
    {
        IsPaused = true;
        IsExpecting = true;
        EnoughAgents = enough;
        Deadline = deadline;
    }

    internal void Load(bool isPaused, long? awaitedAgents, Timestamp deadline)
    {
        IsPaused = isPaused;
        IsExpecting = awaitedAgents is not null;
        EnoughAgents = awaitedAgents ?? 0;
        Deadline = deadline;
    }

    internal void Resume()
    {
        IsPaused = false;
        IsExpecting = false;
        Deadline = Timestamp.Never;
    }
}
