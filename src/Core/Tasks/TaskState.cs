namespace Offers;

/// <summary>The states of a task as frameworks see them (semantics 2.5).</summary>
public enum TaskState
{
    /// <summary>Accepted; its executor has not been told yet.</summary>
    Staging,

    /// <summary>Its executor prepares it.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>
    /// It was asked to end and has not ended yet; only
    /// <see cref="FrameworkCapabilities.TaskKillingState"/> frameworks hear of it.
    /// </summary>
    Killing,

    /// <summary>It ended by itself, well. Terminal.</summary>
    Finished,

    /// <summary>It ended by itself, badly. Terminal.</summary>
    Failed,

    /// <summary>It ended because somebody asked for it. Terminal.</summary>
    Killed,

    /// <summary>Its description is invalid; it never started. Terminal.</summary>
    Error,

    /// <summary>It never started, for a reason that is not its own. Terminal.</summary>
    Dropped,

    /// <summary>
    /// What frameworks that are not <see cref="FrameworkCapabilities.PartitionAware"/> hear for
    /// <see cref="Dropped"/>, <see cref="Unreachable"/>, <see cref="Gone"/>,
    /// <see cref="GoneByOperator"/> and <see cref="Unknown"/>. Terminal, and yet the task may be
    /// back with its agent.
    /// </summary>
    Lost,

    /// <summary>
    /// Its agent is out of contact. Not terminal, but its resources are given back.
    /// </summary>
    Unreachable,

    /// <summary>Its agent is here and it is not. Terminal.</summary>
    Gone,

    /// <summary>An operator declared its agent gone for good. Terminal.</summary>
    GoneByOperator,

    /// <summary>Nobody knows it: an answer to reconciliation only.</summary>
    Unknown,
}
