namespace Offers;

/// <summary>Why an offer or inverse offer was withdrawn (semantics 2.2).</summary>
public enum RescindReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>An operator or the host asked for it.</summary>
    Requested,

    /// <summary>It was open for too long.</summary>
    TimedOut,

    /// <summary>Its agent's connection broke.</summary>
    AgentDisconnected,

    /// <summary>Its agent was removed, is gone or out of contact.</summary>
    AgentRemoved,

    /// <summary>Its agent is not offered any more.</summary>
    AgentDeactivated,

    /// <summary>Its agent's maintenance was planned, moved or called off.</summary>
    MaintenanceChanged,

    /// <summary>Its agent's resources changed.</summary>
    ResourcesChanged,

    /// <summary>Its framework subscribed again over the same connection.</summary>
    Resubscribed,

    /// <summary>Its framework dropped its role.</summary>
    RoleDropped,

    /// <summary>A volume in it was destroyed.</summary>
    VolumeDestroyed,

    /// <summary>A quota was changed.</summary>
    QuotaChanged,

    /// <summary>Weights were changed.</summary>
    WeightsChanged,

    /// <summary>An operator's operation needed it.</summary>
    OperatorOperation,

    /// <summary>Its resources were taken back for another.</summary>
    Preempted,

    /// <summary>Nothing of the framework is left on the agent that it was to leave.</summary>
    NothingLeft,
}
