namespace Offers;

/// <summary>The digest of a ledger's state.</summary>
internal static class PreemptionDigest
{
    internal static ulong Of(PreemptionState state)
    {
        StableHash hash = default;
        hash.Add(state.Now.Ticks);
        hash.Add(state.LastId);
        hash.Add(state.Credit);
        hash.Add(state.RecordCount);
        hash.Add(state.EndingCount);
        hash.Add(state.Running.Count);
        foreach (RunningPreemption running in state.Running)
        {
            Add(ref hash, running);
        }

        hash.Add(state.Cooldowns.Count);
        foreach (RoleCooldown cooldown in state.Cooldowns)
        {
            hash.Add(cooldown.Role);
            hash.Add(cooldown.Until.Ticks);
        }

        hash.Add(state.Records.Count);
        foreach (PreemptionRecord record in state.Records)
        {
            Add(ref hash, record);
        }

        hash.Add(state.Endings.Count);
        foreach (PreemptionEnding ending in state.Endings)
        {
            Add(ref hash, ending);
        }

        return hash.Value;
    }

    private static void Add(ref StableHash hash, RunningPreemption running)
    {
        AddClaim(ref hash, running.Id, running.Framework, running.Role, running.Cause);
        hash.Add(running.Agent);
        Add(ref hash, running.Shape);
        Add(ref hash, running.Wanted);
        Add(ref hash, running.Used);
        Add(ref hash, running.Kept);
        hash.Add(running.Started.Ticks);
        hash.Add(running.KillAt.Ticks);
        hash.Add(running.Until.Ticks);
        hash.Add(running.IsOver ? 1 : 0);
        hash.Add(running.Victims.Count);
        foreach (RunningVictim victim in running.Victims)
        {
            Add(ref hash, victim.Victim);
            hash.Add((long)victim.Phase);
        }
    }

    private static void Add(ref StableHash hash, PreemptionRecord record)
    {
        hash.Add(record.Sequence);
        AddClaim(ref hash, record.Preemption, record.Framework, record.Role, record.Cause);
        Add(ref hash, record.Victim);
        hash.Add(record.Announced.Ticks);
        hash.Add(record.Ended.Ticks);
        hash.Add((long)record.Outcome);
    }

    private static void Add(ref StableHash hash, PreemptionEnding ending)
    {
        hash.Add(ending.Sequence);
        AddClaim(ref hash, ending.Preemption, ending.Framework, ending.Role, ending.Cause);
        hash.Add(ending.Agent);
        Add(ref hash, ending.Wanted);
        Add(ref hash, ending.Used);
        Add(ref hash, ending.Released);
        hash.Add(ending.Started.Ticks);
        hash.Add(ending.Ended.Ticks);
        hash.Add((long)ending.Outcome);
    }

    private static void AddClaim(
        ref StableHash hash, long id, string framework, string role, PreemptionCause cause)
    {
        hash.Add(id);
        hash.Add(framework);
        hash.Add(role);
        hash.Add((long)cause);
    }

    private static void Add(ref StableHash hash, PreemptionVictim victim)
    {
        PreemptionTask task = victim.Task;
        hash.Add(task.Framework);
        hash.Add(task.Name);
        hash.Add(task.Role);
        hash.Add(task.Agent);
        Add(ref hash, task.Resources);
        hash.Add(task.IsRevocable ? 1 : 0);
        hash.Add(task.Priority);
        hash.Add(task.Started.Ticks);
        hash.Add((long)victim.Reason);
        Add(ref hash, victim.RoleShare);
        Add(ref hash, victim.ClaimantShare);
    }

    private static void Add(ref StableHash hash, in DominantShare share)
    {
        hash.Add(share.Kind.Index);
        hash.Add(share.Amount);
        hash.Add(share.Total);
        hash.Add(share.Weight);
    }

    private static void Add(ref StableHash hash, in ResourceVector amounts)
    {
        hash.Add(amounts.LaneCount);
        for (int i = 0; i < amounts.LaneCount; i++)
        {
            hash.Add(amounts.Lane(i));
        }
    }
}
