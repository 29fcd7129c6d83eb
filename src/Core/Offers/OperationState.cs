namespace Offers;

/// <summary>The states of an operation with an id (semantics 2.3).</summary>
public enum OperationState
{
    /// <summary>Sent to the agent.</summary>
    Pending,

    /// <summary>Done. Terminal.</summary>
    Finished,

    /// <summary>The agent could not do it. Terminal.</summary>
    Failed,

    /// <summary>It is invalid. Terminal.</summary>
    Error,

    /// <summary>It was never tried. Terminal.</summary>
    Dropped,

    /// <summary>An operator declared its agent gone for good. Terminal.</summary>
    GoneByOperator,

    /// <summary>Its agent is out of contact.</summary>
    Unreachable,

    /// <summary>Its agent has not come back yet after the master's restart.</summary>
    Recovering,

    /// <summary>Nobody knows it.</summary>
    Unknown,
}
