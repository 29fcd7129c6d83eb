namespace Offers;

/// <summary>What a message of the cluster says, and to whom.</summary>
public enum MessageKind
{
    // To schedulers.

    /// <summary>The framework is subscribed.</summary>
    Subscribed,

    /// <summary>An offer.</summary>
    Offered,

    /// <summary>An offer is withdrawn; <see cref="ClusterMessage.Cause"/> says why.</summary>
    Rescinded,

    /// <summary>The framework is asked to leave an agent.</summary>
    InverseOffered,

    /// <summary>It is no longer asked.</summary>
    InverseRescinded,

    /// <summary>A status update of a task, or an answer to reconciliation.</summary>
    TaskUpdated,

    /// <summary>A status update of an operation.</summary>
    OperationUpdated,

    /// <summary>
    /// Optimistic offers: others were first; the message has what remains of the offer.
    /// </summary>
    OfferConflicted,

    /// <summary>An agent is gone or out of contact, and its offers and tasks with it.</summary>
    AgentLost,

    /// <summary>An executor ended.</summary>
    ExecutorLost,

    /// <summary>
    /// The call was refused; <see cref="ClusterMessage.Status"/> says why. After
    /// <see cref="ClusterStatus.FrameworkRemoved"/> or a subscription of somebody else the host
    /// ends the connection.
    /// </summary>
    FrameworkError,

    // To agents.

    /// <summary>The agent is registered, or is again.</summary>
    AgentAdmitted,

    /// <summary>
    /// The agent is not admitted; <see cref="ClusterMessage.Status"/> says why. It ends.
    /// </summary>
    AgentRefused,

    /// <summary>The agent is to register again: the master does not know it.</summary>
    AgentForgotten,

    /// <summary>The agent is to answer.</summary>
    Ping,

    /// <summary>The agent launches a task.</summary>
    Launch,

    /// <summary>The agent launches a group of tasks.</summary>
    LaunchGroup,

    /// <summary>The agent kills a task.</summary>
    Kill,

    /// <summary>The agent need not repeat an update.</summary>
    UpdateAcknowledged,

    /// <summary>The agent ends an executor.</summary>
    ShutDownExecutor,

    /// <summary>The agent ends everything of a framework.</summary>
    ShutDownFramework,

    /// <summary>The agent carries out an operation and keeps it.</summary>
    ApplyOperation,

    /// <summary>The agent need not repeat an operation's update.</summary>
    OperationAcknowledged,

    /// <summary>The agent drains: it launches nothing more.</summary>
    Drain,

    /// <summary>The agent ends, with everything on it.</summary>
    ShutDownAgent,
}
