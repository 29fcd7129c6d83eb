using System;

namespace Offers;

/// <content>An allocator out of a snapshot.</content>
public sealed partial class Allocator
{
    /// <summary>
    /// An allocator with the state of another one: from now on the same commands at the same times
    /// give the same effects, statuses and ids. O(everything).
    /// </summary>
    /// <param name="schema">
    /// The kinds: the snapshot's in the same order, then others; those that it lacks are added.
    /// </param>
    /// <param name="options">
    /// Those of the allocator that the snapshot was taken of. Others are possible: what they ask
    /// for and the snapshot lacks begins anew.
    /// </param>
    /// <param name="snapshot">The state.</param>
    /// <returns>The allocator; nothing is in its outbox.</returns>
    /// <exception cref="ArgumentException">
    /// The snapshot contradicts itself, the schema or the options; the message says where, what was
    /// found and what was expected. The schema has got no kinds then.
    /// </exception>
    /// <exception cref="OverflowException">
    /// A sum exceeds <see cref="ResourceVector.MaxAmount"/>.
    /// </exception>
    public static Allocator Restore(
        ResourceSchema schema, AllocatorOptions options, AllocatorSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(snapshot);
        int known = schema.Count;
        try
        {
            SnapshotChecker.Check(snapshot);
            schema.Load(snapshot.Kinds);
            Allocator allocator = new(schema, options);
            allocator.Load(snapshot);
            known = schema.Count;
            return allocator;
        }
        catch (FormatException bad)
        {
            throw new ArgumentException(bad.Message, nameof(snapshot), bad);
        }
        finally
        {
            schema.CutTo(known);
        }
    }

    private void Load(AllocatorSnapshot snapshot)
    {
        Look(snapshot.Time);
        _lastTime = snapshot.Time.Ticks;
        Runs = snapshot.Runs;
        LoadWhitelist(snapshot.Whitelist);
        LoadRoles(snapshot.Roles);
        LoadFrameworks(snapshot);
        LoadAgents(snapshot);
        LoadSubscriptions(snapshot.Subscriptions);
        LoadOffers(snapshot);
        LoadHoldings(snapshot.Holdings);
        LoadUnclaimed(snapshot.Unclaimed);
        LoadFilters(snapshot);
        LoadGrants(snapshot);
        LoadQuota(snapshot.Roles);
        LoadWaits(snapshot.Waits);
        LoadRuns(snapshot);
    }

    private void LoadWhitelist(ValueList<string>? hosts)
    {
        _whitelisted = hosts;
        _whitelist = hosts is null ? null : new(hosts.Count, StringComparer.Ordinal);
        foreach (string host in hosts ?? [])
        {
            _whitelist!.Add(host, true);
        }
    }

    private void LoadRoles(ValueList<RoleSnapshot> roles)
    {
        foreach (RoleSnapshot role in roles.AsSpan())
        {
            _roles.Book[RoleTree.NodeOf(AddRole(role.Name))].Weight = role.Weight;
        }
    }

    private void LoadFrameworks(AllocatorSnapshot snapshot)
    {
        _frameworks.Load(snapshot.Frameworks.Count, snapshot.FreeFrameworks);
        foreach (FrameworkSnapshot saved in snapshot.Frameworks.AsSpan())
        {
            CompiledConstraints? constraints = null;
            if (saved.Constraints is { } source
                && !CompiledConstraints.TryCompile(source, out constraints, out string error))
            {
                throw new ArgumentException(
                    $"framework '{saved.Name}': {error}", nameof(snapshot));
            }

            _frameworks.Load(saved.Id, saved.Name);
            _frameworkNames.Add(saved.Name, saved.Id.Index);
            ref FrameworkTable.Row row = ref _frameworks[saved.Id.Index];
            row.Active = saved.IsActive;
            row.Capabilities = saved.Capabilities;
            row.Constraints = constraints;
        }
    }

    private void LoadAgents(AllocatorSnapshot snapshot)
    {
        _agents.Load(snapshot.Agents.Count, snapshot.FreeAgents, snapshot.Places);
        foreach (AgentSnapshot saved in snapshot.Agents.AsSpan())
        {
            int agent = saved.Id.Index;
            _total.Load(saved.Total);
            _agents.Load(saved.Id, saved.Name, _total.Plain);
            _agents.SetMarked(agent, _total.Marked);
            RestoreMarked(agent);
            CountTotal(agent, 1);
            ThrowIfAbove(ResourceVector.MaxAmount, _cellTotal, saved.Name);
            ref AgentTable.Label label = ref _agents.LabelOf(agent);
            label.Hostname = saved.Hostname;
            label.Attributes = saved.Attributes;
            label.Domain = saved.Domain;
            label.Capabilities = saved.Capabilities;
            _agents[agent].Active = saved.IsActive;
            RestoreTraits(agent);
            RestoreListed(agent);
            if (saved.Maintenance is { } maintenance)
            {
                LoadMaintenance(agent, maintenance);
            }
        }
    }

    private void LoadMaintenance(int agent, MaintenanceSnapshot maintenance)
    {
        _maintenance.Schedule(agent, maintenance.Start);
        foreach (string name in maintenance.Asked.AsSpan())
        {
            _maintenance.Find(agent)!.Asked.Add(FrameworkNamed(name).Index);
        }

        foreach (InverseRefusalSnapshot refusal in maintenance.Refusals.AsSpan())
        {
            _maintenance.Refuse(
                FrameworkNamed(refusal.Framework).Index, agent, refusal.End, refusal.IsLong);
        }
    }

    /// <summary>When and over what the next runs are.</summary>
    private void LoadRuns(AllocatorSnapshot snapshot)
    {
        foreach (AgentSnapshot saved in snapshot.Agents.AsSpan())
        {
            int agent = saved.Id.Index;
            FreeChanged(agent);
            _dirty.Remove(agent);
            Put(_dirty, agent, saved.IsDirty);
            Put(_candidates, agent, saved.IsCandidate);
            Put(_lateComers, agent, saved.IsLateComer);
        }

        _runIsPending = snapshot.HasPendingRun;
        _allAreCandidates = snapshot.AllAreCandidates;
        _recovery.Load(snapshot.IsPaused, snapshot.AwaitedAgents, snapshot.RecoveryDeadline);
        _moved = false;
        _totalIsStale = true;
        _orderIsStale = true;
    }

    private static void Put(IndexSet set, int index, bool isIn)
    {
        if (isIn)
        {
            set.Add(index);
        }
    }

    private void ThrowIfAbove(long most, ReadOnlySpan<long> lanes, string where)
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            if (lanes[i] > most)
            {
                throw new OverflowException(
                    $"'{where}': the sum of {Schema.NameOf(new ResourceKind(i))} exceeds {most} "
                    + "thousandths, the largest amount");
            }
        }
    }
}
