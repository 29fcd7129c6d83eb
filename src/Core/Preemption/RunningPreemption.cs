using System;

namespace Offers;

/// <summary>What is under way on one agent for one claimant. A value.</summary>
/// <param name="Id">1, 2, 3 and so on in the order in which they were started.</param>
/// <param name="Framework">The claimant.</param>
/// <param name="Role">The role it claims in.</param>
/// <param name="Cause">By what right.</param>
/// <param name="Agent">Where.</param>
/// <param name="Shape">What one task of the claim needs.</param>
public sealed record RunningPreemption(
    long Id, string Framework, string Role, PreemptionCause Cause, string Agent,
    ResourceVector Shape)
{
    /// <summary>What is to be kept in all; does not change.</summary>
    public ResourceVector Wanted { get; init; }

    /// <summary>What of it the claimant has used.</summary>
    public ResourceVector Used { get; init; }

    /// <summary>What is kept now; with what is used at most what is wanted.</summary>
    public ResourceVector Kept { get; init; }

    /// <summary>When it was started.</summary>
    public Timestamp Started { get; init; }

    /// <summary>When victims that still run are killed.</summary>
    public Timestamp KillAt { get; init; }

    /// <summary>When what is kept is released and victims are given up.</summary>
    public Timestamp Until { get; init; }

    /// <summary>
    /// Whether it is over for the claimant, and only waits for victims that are being killed.
    /// </summary>
    public bool IsOver { get; init; }

    /// <summary>Who has not ended, in the order of the plan.</summary>
    public ValueList<RunningVictim> Victims { get; init; } = [];

    /// <summary>What is still to come or kept: wanted without used; zero when it is over.</summary>
    internal ResourceVector Open => IsOver ? default : Wanted - Used;

    /// <summary>When something happens by itself.</summary>
    internal Timestamp Deadline
    {
        get
        {
            foreach (RunningVictim victim in Victims)
            {
                if (victim.Phase == VictimPhase.Announced)
                {
                    return KillAt;
                }
            }

            return Until;
        }
    }

    internal bool IsOn(string agent) => string.Equals(Agent, agent, StringComparison.Ordinal);

    internal bool IsFor(string framework, string? role) =>
        !IsOver && string.Equals(Framework, framework, StringComparison.Ordinal)
        && (role is null || string.Equals(Role, role, StringComparison.Ordinal));
}
