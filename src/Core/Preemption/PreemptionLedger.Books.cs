using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>Time, rate and look-up of a ledger.</summary>
public sealed partial class PreemptionLedger
{
    /// <summary>The first broken invariant in words, for tests; null when all hold.</summary>
    internal string? FindViolation()
    {
        if (_credit < 0 || _credit > MaxCredit)
        {
            return $"(L6) the credit is {_credit}, expected 0 to {MaxCredit}";
        }

        int victims = 0;
        long lastId = 0;
        foreach (RunningPreemption running in _running)
        {
            victims += running.Victims.Count;
            if (running.Id <= lastId || running.Id > _lastId)
            {
                return $"(L1) id {running.Id} comes after {lastId}, and the last is {_lastId}";
            }

            lastId = running.Id;
            if (FindViolationOf(running) is { } violation)
            {
                return violation;
            }
        }

        return victims == _leaving.Count
            ? null
            : $"(L4) {victims} victims and {_leaving.Count} tasks that leave";
    }

    private static string? FindViolationOf(RunningPreemption running)
    {
        if (!(running.Used + running.Kept).Fits(running.Wanted))
        {
            return $"(L2) {running.Id} used and keeps more than is wanted";
        }

        if (running.KillAt < running.Started || running.Until <= running.KillAt)
        {
            return $"(L5) {running.Id} has deadlines out of order";
        }

        bool isOver = running.IsOver;
        foreach (RunningVictim victim in running.Victims)
        {
            if (isOver && victim.Phase != VictimPhase.Killing)
            {
                return $"(L3) {running.Id} is over and has an announced victim";
            }
        }

        return isOver && (!running.Kept.IsZero || running.Victims.Count == 0)
            ? $"(L3) {running.Id} is over and still keeps something, or has no victims"
            : null;
    }

    private static (string Framework, string Task) KeyOf(RunningVictim victim) =>
        (victim.Victim.Task.Framework, victim.Victim.Task.Name);

    private static RunningVictim VictimIn(
        RunningPreemption running, string framework, string task)
    {
        foreach (RunningVictim victim in running.Victims)
        {
            if (KeyOf(victim) == (framework, task))
            {
                return victim;
            }
        }

        throw new InvalidOperationException($"task '{task}' is not in preemption {running.Id}");
    }

    private static ValueList<RunningVictim> Without(
        ValueList<RunningVictim> victims, RunningVictim gone)
    {
        List<RunningVictim> rest = [];
        foreach (RunningVictim victim in victims)
        {
            if (!ReferenceEquals(victim, gone))
            {
                rest.Add(victim);
            }
        }

        return [.. rest];
    }

    private int IndexOf(long id)
    {
        int low = 0;
        int high = _running.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _running[middle].Id < id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void MoveTo(Timestamp now)
    {
        ThrowIfBack(now);
        _credit = CreditAt(now);
        _now = now;
    }

    private void ThrowIfBack(Timestamp now)
    {
        if (now < _now)
        {
            throw new ArgumentOutOfRangeException(
                nameof(now), now, $"found {now.Ticks}, expected {_now.Ticks} or later");
        }
    }

    private long CreditAt(Timestamp now)
    {
        long elapsed = Math.Max(0, now.Ticks - _now.Ticks);
        Int128 credit = _credit + ((Int128)elapsed * _options.VictimsPerInterval);
        return credit < MaxCredit ? (long)credit : MaxCredit;
    }

    private List<PreemptionAgent> WithoutKept(IReadOnlyList<PreemptionAgent> agents)
    {
        Dictionary<string, ResourceVector> kept = new(StringComparer.Ordinal);
        foreach (RunningPreemption running in _running)
        {
            kept.TryGetValue(running.Agent, out ResourceVector before);
            kept[running.Agent] = before + running.Kept;
        }

        List<PreemptionAgent> rest = new(agents.Count);
        foreach (PreemptionAgent agent in agents)
        {
            rest.Add(kept.TryGetValue(agent.Name, out ResourceVector amounts)
                ? agent with { Free = agent.Free - amounts }
                : agent);
        }

        return rest;
    }

    private void Trim<T>(List<T> history)
    {
        int excess = history.Count - _options.HistoryLength;
        if (excess > 0)
        {
            history.RemoveRange(0, excess);
        }
    }
}
