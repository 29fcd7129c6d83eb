using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>What happens to a ledger.</summary>
public sealed partial class PreemptionLedger
{
    /// <summary>
    /// Begins to carry a plan out: spends the rate, announces the victims, keeps what is free of
    /// what the claim needs. O(under way + victims).
    /// </summary>
    /// <param name="claim">The claim that it was made for, as it was completed.</param>
    /// <param name="plan">Made at this time, of this ledger's view and options.</param>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">
    /// Gets, for each agent, an AnnounceVictim for each victim and a KeepPieces if something is set
    /// aside; KillVictims at once when there is no grace.
    /// </param>
    /// <returns>
    /// Planned; or, and nothing has changed: the plan's status when it has no victims, Underway
    /// when more was promised to the claimant since, AlreadyLeaving when a victim is one of another
    /// plan, RateLimited when there are more victims than the rate allows.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public PreemptionStatus Start(
        PreemptionClaim claim, PreemptionPlan plan, Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(steps);
        ThrowIfBack(now);
        PreemptionStatus status = CheckStart(claim, plan, now);
        if (status != PreemptionStatus.Planned)
        {
            return status;
        }

        MoveTo(now);
        _credit -= plan.VictimCount * _options.Interval.Ticks;
        foreach (AgentPreemption agent in plan.Agents)
        {
            Begin(claim, agent, steps);
        }

        RunDeadlines(steps);
        return PreemptionStatus.Planned;
    }

    /// <summary>
    /// A task ended, in whatever way: a victim's outcome is known, and what it frees of what the
    /// claimant still needs is kept. O(1) for others, else O(log under way + victims).
    /// </summary>
    /// <param name="framework">Whose.</param>
    /// <param name="task">Which.</param>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">Gets a KeepPieces if something more is kept.</param>
    /// <returns>True when it was a victim.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public bool TaskEnded(
        string framework, string task, Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        MoveTo(now);
        if (!_leaving.TryGetValue((framework, task), out long id))
        {
            return false;
        }

        int index = IndexOf(id);
        RunningPreemption running = _running[index];
        RunningVictim victim = VictimIn(running, framework, task);
        Record(running, victim, victim.Phase == VictimPhase.Announced
            ? VictimOutcome.Left : VictimOutcome.Killed);
        running = running with { Victims = Without(running.Victims, victim) };
        ResourceVector piece = ResourceVector.Min(
            victim.Victim.Task.Resources, running.Open - running.Kept);
        if (!piece.IsZero)
        {
            Timestamp until = now + _options.KeepFor;
            running = running with
            {
                Kept = running.Kept + piece,
                Until = until > running.Until ? until : running.Until,
            };
            AddKeep(running, steps);
        }

        Replace(index, running);
        return true;
    }

    /// <summary>
    /// The claimant runs something on an agent: pieces kept for it there are used up, those of
    /// older preemptions first. O(under way).
    /// </summary>
    /// <param name="framework">The claimant.</param>
    /// <param name="role">The role that it runs it in.</param>
    /// <param name="agent">Where.</param>
    /// <param name="resources">What it runs; what is not kept for it is passed over.</param>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">
    /// Gets a WithdrawVictim for each announced victim that is needed no more. What is used is not
    /// said again: <see cref="KeptOn"/> no longer counts it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public void PiecesUsed(
        string framework, string role, string agent, in ResourceVector resources,
        Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        MoveTo(now);
        ResourceVector left = resources;
        for (int i = 0; i < _running.Count; i++)
        {
            RunningPreemption running = _running[i];
            ResourceVector part = ResourceVector.Min(left, running.Kept);
            if (!running.IsOn(agent) || !running.IsFor(framework, role) || part.IsZero)
            {
                continue;
            }

            left -= part;
            running = running with { Used = running.Used + part, Kept = running.Kept - part };
            _running[i] = running;
            if (running.Open.IsZero || (running.Kept.IsZero && running.Victims.Count == 0))
            {
                i -= Finish(i, PreemptionOutcome.Used, steps) ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// A claim is withdrawn, or the claimant is gone: victims that are only announced stay, pieces
    /// go to everybody. Victims being killed end all the same. O(under way + victims).
    /// </summary>
    /// <param name="framework">The claimant.</param>
    /// <param name="role">The role it claims in; null is all of its roles.</param>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">Gets WithdrawVictims and ReleasePieces.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public void Withdraw(
        string framework, string? role, Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        MoveTo(now);
        for (int i = 0; i < _running.Count; i++)
        {
            if (_running[i].IsFor(framework, role))
            {
                i -= Finish(i, PreemptionOutcome.Withdrawn, steps) ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// An agent is lost, with the tasks and pieces on it. O(under way + victims).
    /// </summary>
    /// <param name="agent">Which.</param>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">Gets a ReleasePieces for what was kept there.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public void AgentLost(string agent, Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        MoveTo(now);
        for (int i = 0; i < _running.Count; i++)
        {
            if (!_running[i].IsOn(agent))
            {
                continue;
            }

            RecordAll(i, VictimOutcome.AgentLost);
            if (_running[i].IsOver)
            {
                _running.RemoveAt(i);
            }
            else
            {
                Finish(i, PreemptionOutcome.AgentLost, steps);
            }

            i--;
        }
    }

    /// <summary>
    /// Does what is due: kills victims whose grace is over, gives up pieces and victims whose time
    /// is over; in the order of deadlines, then ids. O(due * under way).
    /// </summary>
    /// <param name="now">Not before the last time.</param>
    /// <param name="steps">Gets KillVictims and ReleasePieces.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time went back.</exception>
    public void Advance(Timestamp now, List<PreemptionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        MoveTo(now);
        RunDeadlines(steps);
    }
}
