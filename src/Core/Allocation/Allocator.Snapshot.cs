using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// The whole state, from which <see cref="Restore"/> makes an allocator that does the same for
    /// ever after. Changes nothing that can be told. O(everything), sorted by name.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Effects wait in <see cref="Outbox"/>: they are no part of the state, so that the host has to
    /// carry them out and clear them first.
    /// </exception>
    public AllocatorSnapshot TakeSnapshot() => Outbox.Count == 0
        ? Save()
        : throw new InvalidOperationException(
            $"outbox: found {Outbox.Count} effects, expected none when a snapshot is taken");

    /// <summary>The same, whether effects wait or not.</summary>
    internal AllocatorSnapshot Save()
    {
        // What is put off until the next run is done now: a set of agents instead of a promise.
        RestoreDirty();
        List<int> agents = AgentsByName();
        return new AllocatorSnapshot
        {
            Kinds = SaveKinds(),
            Time = Now,
            Runs = Runs,
            FiltersEndedAt = _filters.EndedAt,
            HasPendingRun = _runIsPending,
            AllAreCandidates = _allAreCandidates,
            IsPaused = IsPaused,
            AwaitedAgents = _recovery.IsExpecting ? _recovery.EnoughAgents : null,
            RecoveryDeadline = _recovery.Deadline,
            Whitelist = _whitelisted,
            Places = _agents.Places,
            Roles = SaveRoles(),
            Agents = SaveAgents(agents),
            Frameworks = SaveFrameworks(),
            Subscriptions = SaveSubscriptions(),
            Offers = SaveOffers(),
            Holdings = SaveHoldings(agents),
            Unclaimed = SaveUnclaimed(),
            Filters = SaveFilters(agents),
            Waits = SaveWaits(),
            FreeAgents = _agents.SaveFree(),
            FreeFrameworks = _frameworks.SaveFree(),
            FreeOffers = _offers.SaveFree(),
        };
    }

    private ValueList<KindSnapshot> SaveKinds()
    {
        KindSnapshot[] kinds = new KindSnapshot[Schema.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            ResourceKind kind = new(i);
            kinds[i] = new KindSnapshot(Schema.NameOf(kind), Schema.UnitOf(kind));
        }

        return new ValueList<KindSnapshot>(kinds);
    }

    private ValueList<RoleSnapshot> SaveRoles()
    {
        RoleSnapshot[] roles = new RoleSnapshot[_roles.Count];
        for (int role = 0; role < roles.Length; role++)
        {
            ref ShareBook.Node node = ref _roles.Book[RoleTree.NodeOf(role)];
            RoleId id = new(role);
            roles[role] = new RoleSnapshot(_roles[role].Name)
            {
                Weight = node.Weight,
                Grants = node.Grants,
                OwnGrants = _roles.IsSplit(role)
                    ? _roles.Book[RoleTree.OwnPartOf(role)].Grants
                    : 0,
                Guarantees = _quota.HasGuarantee(role) ? GuaranteeOf(id) : default,
                Limits = _quota.HasLimit(role) ? LimitsOf(id) : default,
            };
        }

        return new ValueList<RoleSnapshot>(roles);
    }

    private ValueList<AgentSnapshot> SaveAgents(List<int> agents)
    {
        List<(int Agent, int Framework)> refused = _maintenance.SaveRefused();
        AgentSnapshot[] rows = new AgentSnapshot[agents.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            int agent = agents[i];
            ref AgentTable.Label label = ref _agents.LabelOf(agent);
            rows[i] = new AgentSnapshot(label.Name, _agents.IdOf(agent), TotalOf(agent))
            {
                Hostname = label.Hostname,
                Attributes = label.Attributes,
                Domain = label.Domain,
                Capabilities = label.Capabilities,
                IsActive = _agents[agent].Active,
                IsDirty = _dirty.Contains(agent),
                IsCandidate = _candidates.Contains(agent),
                IsLateComer = _lateComers.Contains(agent),
                Maintenance = SaveMaintenance(agent, refused),
            };
        }

        return new ValueList<AgentSnapshot>(rows);
    }

    private MaintenanceSnapshot? SaveMaintenance(
        int agent, List<(int Agent, int Framework)> refused)
    {
        if (_maintenance.Find(agent) is not { } window)
        {
            return null;
        }

        List<string> asked = [];
        for (int f = window.Asked.Next(0); f >= 0; f = window.Asked.Next(f + 1))
        {
            asked.Add(_frameworks[f].Name!);
        }

        asked.Sort(StringComparer.Ordinal);
        int first = refused.BinarySearch((agent, -1));
        List<InverseRefusalSnapshot> refusals = [];
        for (int i = ~first; i < refused.Count && refused[i].Agent == agent; i++)
        {
            int framework = refused[i].Framework;
            _maintenance.TryFindRefusal(framework, agent, out Maintenance.Refusal refusal);
            refusals.Add(new InverseRefusalSnapshot(
                _frameworks[framework].Name!, new Timestamp(refusal.End), refusal.IsLong));
        }

        refusals.Sort(static (a, b) => string.CompareOrdinal(a.Framework, b.Framework));
        return new MaintenanceSnapshot(window.Start)
        {
            Asked = [.. asked],
            Refusals = [.. refusals],
        };
    }

    private ValueList<FrameworkSnapshot> SaveFrameworks()
    {
        List<FrameworkSnapshot> rows = new(_frameworks.Count);
        foreach (NameOrder.Entry entry in _frameworkNames.Sorted())
        {
            ref FrameworkTable.Row row = ref _frameworks[entry.Row];
            rows.Add(new FrameworkSnapshot(entry.Name, _frameworks.IdOf(entry.Row))
            {
                Capabilities = row.Capabilities,
                IsActive = row.Active,
                Constraints = row.Constraints?.Source,
            });
        }

        return [.. rows];
    }

    private static ValueList<string> SortedOnce(IReadOnlyCollection<string> names)
    {
        List<string> sorted = [];
        foreach (string name in names)
        {
            sorted.Add(name);
        }

        sorted.Sort(StringComparer.Ordinal);
        List<string> once = [];
        foreach (string name in sorted)
        {
            if (once.Count == 0 || !string.Equals(once[^1], name, StringComparison.Ordinal))
            {
                once.Add(name);
            }
        }

        return [.. once];
    }
}
