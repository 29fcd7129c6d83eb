using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The cell that a scenario or a replay drives, by names. Moments never go back. Nothing happens in
/// between: whoever drives calls <see cref="RunTimers"/>, <see cref="RunPending"/> and
/// <see cref="RunBatch"/> when it is time.
/// </summary>
internal interface IScenarioTarget
{
    /// <summary>What the kinds are called; the target itself may use it from the start.</summary>
    public ResourceSchema Schema { get; }

    /// <summary>Whether a command has asked for a run that has not taken place yet.</summary>
    public bool HasPendingRun { get; }

    /// <summary>
    /// The next moment at which something comes due that others can see (an offer that times out,
    /// the end of the wait after a fail-over); <see cref="Timestamp.Never"/> when there is none.
    /// Ends of filters need no such moment.
    /// </summary>
    public Timestamp NextTimer { get; }

    /// <summary>
    /// No batch before this moment can change anything that is seen, unless a command comes first;
    /// <see cref="Timestamp.Zero"/> when that is not known.
    /// </summary>
    public Timestamp NextBatchThatMatters { get; }

    /// <summary>Sums up all effects so far.</summary>
    public ulong DecisionDigest { get; }

    /// <summary>Sums up the whole state.</summary>
    public ulong StateDigest { get; }

    /// <summary>Sets the cell up; called once, before everything else.</summary>
    /// <returns>Null, or why the options cannot be had.</returns>
    public string? Init(InitOptions init);

    /// <summary>Carries out a command, or refuses it and changes nothing.</summary>
    public CommandOutcome Apply(Command command, Timestamp now);

    /// <summary>
    /// Carries out what has come due; afterwards <see cref="NextTimer"/> is later than now. It may
    /// leave a pending run behind.
    /// </summary>
    public void RunTimers(Timestamp now);

    /// <summary>
    /// Runs for the agents that commands have touched. A paused cell does nothing.
    /// </summary>
    public void RunPending(Timestamp now);

    /// <summary>Runs for all agents. A paused cell does nothing.</summary>
    public void RunBatch(Timestamp now);

    /// <summary>
    /// Counts batches that take place before <see cref="NextBatchThatMatters"/> as if each had run.
    /// </summary>
    public void SkipBatches(long count, Timestamp last);

    /// <summary>Moves the effects since the last call into a list, in any order.</summary>
    public void Drain(List<ScenarioEffect> effects);

    /// <summary>What the cell looks like.</summary>
    public ScenarioDump Dump(Timestamp now);

    /// <summary>Says why a framework has no offer.</summary>
    /// <param name="framework">Its name.</param>
    /// <param name="agent">From this agent only; null for all.</param>
    /// <param name="now">The moment.</param>
    /// <param name="reasons">The list to add to, in a fixed order.</param>
    /// <returns>A refusal for unknown names.</returns>
    public CommandOutcome Explain(
        string framework, string? agent, Timestamp now, List<ScenarioReason> reasons);

    /// <summary>Checks all invariants.</summary>
    /// <returns>One text for each that is broken.</returns>
    public IReadOnlyList<string> CheckInvariants();
}
