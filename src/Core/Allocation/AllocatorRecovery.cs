namespace Offers;

/// <summary>Whether runs wait, and for what: the host, or agents that are to come back.</summary>
internal sealed class AllocatorRecovery
{
    internal bool PausedByHost { get; set; }

    internal bool IsExpecting { get; private set; }

    internal long EnoughAgents { get; private set; }

    /// <summary>When waiting for agents ends in any case.</summary>
    internal Timestamp Deadline { get; private set; } = Timestamp.Never;

    internal bool IsPaused => PausedByHost || IsExpecting;

    /// <summary>Whether a run that begins now would do nothing.</summary>
    internal bool IsPausedAt(Timestamp now) => PausedByHost || (IsExpecting && now < Deadline);

    internal void Expect(long enough, Timestamp deadline)
    {
        IsExpecting = true;
        EnoughAgents = enough;
        Deadline = deadline;
    }

    internal void Forget()
    {
        IsExpecting = false;
        Deadline = Timestamp.Never;
    }
}
