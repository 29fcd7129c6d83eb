namespace Offers;

/// <summary>
/// Why a task is in its state (semantics 2.5). What Mesos calls <c>SLAVE_*</c> is <c>Agent*</c>
/// here; the rest differs in spelling only.
/// </summary>
public enum TaskReason
{
    /// <summary>None is given.</summary>
    None,

    /// <summary>The command's executor failed (old agents).</summary>
    CommandExecutorFailed,

    /// <summary>Its container could not be started.</summary>
    ContainerLaunchFailed,

    /// <summary>Its container reached a limit.</summary>
    ContainerLimitation,

    /// <summary>Its container reached its limit of disk.</summary>
    ContainerLimitationDisk,

    /// <summary>Its container reached its limit of memory.</summary>
    ContainerLimitationMemory,

    /// <summary>Its resources were taken back for others.</summary>
    ContainerPreempted,

    /// <summary>Its container could not grow to hold it.</summary>
    ContainerUpdateFailed,

    /// <summary>It ran for longer than it may.</summary>
    MaxCompletionTimeReached,

    /// <summary>Its executor did not report in time.</summary>
    ExecutorRegistrationTimeout,

    /// <summary>Its executor did not report again in time after the agent's restart.</summary>
    ExecutorReregistrationTimeout,

    /// <summary>Its executor ended.</summary>
    ExecutorTerminated,

    /// <summary>Its executor is unknown (unused, as in Mesos).</summary>
    ExecutorUnregistered,

    /// <summary>Its framework was removed.</summary>
    FrameworkRemoved,

    /// <summary>Its sandbox could not be kept from being collected.</summary>
    GcError,

    /// <summary>Its framework has another id.</summary>
    InvalidFrameworkId,

    /// <summary>It was launched on offers that are not, or no longer, the framework's.</summary>
    InvalidOffers,

    /// <summary>The helper that serves its output ended.</summary>
    IoSwitchboardExited,

    /// <summary>The scheduler's driver was not connected to a master.</summary>
    MasterDisconnected,

    /// <summary>The update answers a reconciliation.</summary>
    Reconciliation,

    /// <summary>Its agent lacks resources that it was launched on.</summary>
    ResourcesUnknown,

    /// <summary>Its agent's connection broke.</summary>
    AgentDisconnected,

    /// <summary>Its agent is drained.</summary>
    AgentDraining,

    /// <summary>Its agent was removed.</summary>
    AgentRemoved,

    /// <summary>An operator declared its agent gone.</summary>
    AgentRemovedByOperator,

    /// <summary>Its agent, which was out of contact, is back.</summary>
    AgentReregistered,

    /// <summary>Its agent restarted without it.</summary>
    AgentRestarted,

    /// <summary>Its agent is unknown.</summary>
    AgentUnknown,

    /// <summary>It was killed before its executor had it.</summary>
    TaskKilledDuringLaunch,

    /// <summary>A check of it changed its result.</summary>
    TaskCheckStatusUpdated,

    /// <summary>A health check of it changed its result.</summary>
    TaskHealthCheckStatusUpdated,

    /// <summary>A task of its group is invalid.</summary>
    TaskGroupInvalid,

    /// <summary>A task of its group may not be launched.</summary>
    TaskGroupUnauthorized,

    /// <summary>It is invalid.</summary>
    TaskInvalid,

    /// <summary>It may not be launched.</summary>
    TaskUnauthorized,

    /// <summary>Nobody knows it.</summary>
    TaskUnknown,
}
