using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>How a ledger changes.</summary>
public sealed partial class PreemptionLedger
{
    private PreemptionStatus CheckStart(
        PreemptionClaim claim, PreemptionPlan plan, Timestamp now)
    {
        if (plan.Status != PreemptionStatus.Planned)
        {
            return plan.Status;
        }

        if (PromisedTo(claim.Framework, claim.Role, claim.Shape) != claim.Promised)
        {
            return PreemptionStatus.Underway;
        }

        foreach (AgentPreemption agent in plan.Agents)
        {
            foreach (PreemptionVictim victim in agent.Victims)
            {
                if (IsLeaving(victim.Task.Framework, victim.Task.Name))
                {
                    return PreemptionStatus.AlreadyLeaving;
                }
            }
        }

        return plan.VictimCount > AllowanceAt(now)
            ? PreemptionStatus.RateLimited
            : PreemptionStatus.Planned;
    }

    private void Begin(PreemptionClaim claim, AgentPreemption agent, List<PreemptionStep> steps)
    {
        Timestamp killAt = _now + _options.Grace;
        List<RunningVictim> victims = [];
        long id = ++_lastId;
        foreach (PreemptionVictim victim in agent.Victims)
        {
            PreemptionTask task = victim.Task;
            victims.Add(new RunningVictim(victim, VictimPhase.Announced));
            _leaving.Add((task.Framework, task.Name), id);
            steps.Add(new AnnounceVictim(id, agent.Agent, task.Framework, task.Name, killAt));
            Cool(task.Role);
        }

        RunningPreemption running = new(
            id, claim.Framework, claim.Role, claim.Cause, agent.Agent, claim.Shape)
        {
            Wanted = agent.Kept,
            Kept = agent.SetAside,
            Started = _now,
            KillAt = killAt,
            Until = killAt + _options.KeepFor,
            Victims = [.. victims],
        };
        _running.Add(running);
        if (!running.Kept.IsZero)
        {
            AddKeep(running, steps);
        }
    }

    private void RunDeadlines(List<PreemptionStep> steps)
    {
        _cooldowns.RemoveAll(cooldown => cooldown.Until <= _now);
        int next = FindNext();
        while (next >= 0 && _running[next].Deadline <= _now)
        {
            if (_running[next].Deadline == _running[next].Until)
            {
                Expire(next, steps);
            }
            else
            {
                Kill(next, steps);
            }

            next = FindNext();
        }
    }

    /// <summary>The one with the earliest deadline, the oldest of equals; -1 for none.</summary>
    private int FindNext()
    {
        int next = -1;
        for (int i = 0; i < _running.Count; i++)
        {
            if (next < 0 || _running[i].Deadline < _running[next].Deadline)
            {
                next = i;
            }
        }

        return next;
    }

    private void Kill(int index, List<PreemptionStep> steps)
    {
        RunningPreemption running = _running[index];
        List<RunningVictim> victims = [];
        foreach (RunningVictim victim in running.Victims)
        {
            PreemptionTask task = victim.Victim.Task;
            victims.Add(victim with { Phase = VictimPhase.Killing });
            steps.Add(new KillVictim(
                running.Id, running.Agent, task.Framework, task.Name, _options.KillGrace));
        }

        _running[index] = running with { Victims = [.. victims] };
    }

    private void Expire(int index, List<PreemptionStep> steps)
    {
        RecordAll(index, VictimOutcome.Overdue);
        if (_running[index].IsOver)
        {
            _running.RemoveAt(index);
        }
        else
        {
            Finish(index, PreemptionOutcome.Expired, steps);
        }
    }

    /// <summary>
    /// Ends it for the claimant: announced victims stay, pieces go. Victims that are being killed
    /// stay on the list until they have ended.
    /// </summary>
    /// <returns>True when nothing is left of it.</returns>
    private bool Finish(int index, PreemptionOutcome outcome, List<PreemptionStep> steps)
    {
        RunningPreemption running = _running[index];
        List<RunningVictim> victims = [];
        foreach (RunningVictim victim in running.Victims)
        {
            if (victim.Phase == VictimPhase.Killing)
            {
                victims.Add(victim);
                continue;
            }

            PreemptionTask task = victim.Victim.Task;
            Record(running, victim, VictimOutcome.Spared);
            steps.Add(new WithdrawVictim(
                running.Id, running.Agent, task.Framework, task.Name));
        }

        if (!running.Kept.IsZero)
        {
            steps.Add(new ReleasePieces(
                running.Id, running.Agent, running.Framework, running.Role, running.Kept));
        }

        _endings.Add(new PreemptionEnding(
            ++_endingCount, running.Id, running.Framework, running.Role, running.Cause,
            running.Agent, running.Wanted, running.Used, running.Kept, running.Started, _now,
            outcome));
        Trim(_endings);
        return Replace(index, running with
        {
            IsOver = true,
            Kept = default,
            Victims = [.. victims],
        });
    }

    private void RecordAll(int index, VictimOutcome outcome)
    {
        RunningPreemption running = _running[index];
        foreach (RunningVictim victim in running.Victims)
        {
            Record(running, victim, outcome);
        }

        _running[index] = running with { Victims = [] };
    }

    private void Record(RunningPreemption running, RunningVictim victim, VictimOutcome outcome)
    {
        _leaving.Remove(KeyOf(victim));
        _records.Add(new PreemptionRecord(
            ++_recordCount, running.Id, running.Framework, running.Role, running.Cause,
            victim.Victim, running.Started, _now, outcome));
        Trim(_records);
    }

    private bool Replace(int index, RunningPreemption running)
    {
        bool isGone = running.IsOver && running.Victims.Count == 0;
        if (isGone)
        {
            _running.RemoveAt(index);
        }
        else
        {
            _running[index] = running;
        }

        return isGone;
    }

    private static void AddKeep(RunningPreemption running, List<PreemptionStep> steps) =>
        steps.Add(new KeepPieces(
            running.Id, running.Agent, running.Framework, running.Role, running.Kept,
            running.Until));

    private void Cool(string role)
    {
        if (_options.Cooldown == TimeSpan.Zero)
        {
            return;
        }

        RoleCooldown cooldown = new(role, _now + _options.Cooldown);
        int index = FindCooldown(role);
        if (index >= 0)
        {
            _cooldowns[index] = cooldown;
        }
        else
        {
            _cooldowns.Insert(~index, cooldown);
        }
    }

    /// <summary>
    /// Its place, or the complement of where it belongs. Binary search by name.
    /// </summary>
    private int FindCooldown(string role)
    {
        int low = 0;
        int high = _cooldowns.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(_cooldowns[middle].Role, role);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
