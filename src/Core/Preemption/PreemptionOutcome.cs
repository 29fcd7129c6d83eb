namespace Offers;

/// <summary>How a preemption on one agent ended for its claimant.</summary>
public enum PreemptionOutcome
{
    /// <summary>The claimant used everything.</summary>
    Used,

    /// <summary>The claimant did not use everything in time.</summary>
    Expired,

    /// <summary>The claim was withdrawn, or the claimant is gone.</summary>
    Withdrawn,

    /// <summary>The agent was lost.</summary>
    AgentLost,
}
