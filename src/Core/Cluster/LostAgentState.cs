namespace Offers;

/// <summary>Why a known agent is not registered.</summary>
public enum LostAgentState
{
    /// <summary>It has not come back yet after a fail-over without a journal.</summary>
    Expected,

    /// <summary>It is out of contact.</summary>
    Unreachable,

    /// <summary>An operator declared it gone for good.</summary>
    Gone,
}
