using System;

namespace Offers;

/// <content>Who has what, out of a snapshot.</content>
public sealed partial class Allocator
{
    private void LoadSubscriptions(ValueList<SubscriptionSnapshot> rows)
    {
        foreach (SubscriptionSnapshot saved in rows.AsSpan())
        {
            _roles.TryFind(saved.Role, out int role);
            int framework = FrameworkNamed(saved.Framework).Index;
            int client = AddClient(framework, role);
            ref ClientTable.Row row = ref _clients[client];
            row.Subscribed = saved.IsSubscribed;
            row.Suppressed = saved.IsSuppressed;
            row.LastOfferAt = saved.LastOfferAt?.Ticks ?? -1;
            SetMinimums(client, saved.Minimums);
            row.IsPicky = saved.Minimums is not null
                || _frameworks[framework].Constraints is not null;
            if (saved.IsForgotten)
            {
                Forget(client);
            }
        }
    }

    private void LoadOffers(AllocatorSnapshot snapshot)
    {
        _offers.Load(snapshot.Offers.Count, snapshot.FreeOffers);
        foreach (OfferSnapshot saved in snapshot.Offers.AsSpan())
        {
            int client = ClientNamed(saved.Framework, saved.Role);
            int agent = AgentNamed(saved.Agent).Index;
            _used.Load(saved.Resources);
            _offers.Load(saved, client, agent, _used);
            TakeLoaded(client, agent);
            _hoard?.Open(
                _clients[client].Framework, HoardedPart(client, agent, _used, saved.Id.Index),
                isNew: true);
        }
    }

    private void LoadHoldings(ValueList<HoldingSnapshot> rows)
    {
        foreach (HoldingSnapshot saved in rows.AsSpan())
        {
            int client = ClientNamed(saved.Framework, saved.Role);
            int agent = AgentNamed(saved.Agent).Index;
            _used.Load(saved.Resources);
            _holdings.Add(client, agent, _used.Plain, _used.Marked);
            TakeLoaded(client, agent);
        }
    }

    private void LoadUnclaimed(ValueList<UnclaimedSnapshot> rows)
    {
        foreach ((string agent, UsedResources use) in rows.AsSpan())
        {
            AgentId id = AgentNamed(agent);
            _used.Load(use.Resources);
            ClaimLoaded(id.Index);
            _uses.Add(id, use with { Resources = SetOf(_used.Plain, _used.Marked) });
        }
    }

    /// <summary>Counts what a table holds already as out, and as its client's.</summary>
    private void TakeLoaded(int client, int agent)
    {
        ClaimLoaded(agent);
        CountWhole(client, agent, _used, grants: 0);
        int top = _clients[client].Role;
        while (_roles[top].Parent >= 0)
        {
            top = _roles[top].Parent;
        }

        ThrowIfAbove(
            ResourceVector.MaxAmount, _roles.Book.HeldBy(RoleTree.NodeOf(top)), _roles[top].Name);
    }

    private void ClaimLoaded(int agent)
    {
        _agents.Claim(agent, _used.Plain);
        _agents.TakeMarked(agent, _used.Marked);
        RestoreMarked(agent);
        string name = _agents.NameOf(agent);
        ThrowIfAbove(ResourceVector.MaxAmount, _agents.Out(agent), name);

        // Twice, as an excess and what replaced it may count both (decision 0004).
        ThrowIfAbove(2 * ResourceVector.MaxAmount, _agents.Excess, name);
    }

    private void LoadFilters(AllocatorSnapshot snapshot)
    {
        _filters.Load(snapshot.FiltersEndedAt);
        foreach (FilterSnapshot saved in snapshot.Filters.AsSpan())
        {
            _filters.Load(
                ClientNamed(saved.Framework, saved.Role), AgentNamed(saved.Agent).Index,
                _used.Load(saved.Refused), saved.End, saved.WaitsForBatch);
        }
    }

    private void LoadGrants(AllocatorSnapshot snapshot)
    {
        foreach (SubscriptionSnapshot saved in snapshot.Subscriptions.AsSpan())
        {
            int client = ClientNamed(saved.Framework, saved.Role);
            _clients.Book[client].Grants = saved.Grants;
        }

        for (int role = 0; role < snapshot.Roles.Count; role++)
        {
            _roles.Book[RoleTree.NodeOf(role)].Grants = snapshot.Roles[role].Grants;
            _roles.Book[RoleTree.OwnPartOf(role)].Grants = snapshot.Roles[role].OwnGrants;
        }
    }

    private void LoadQuota(ValueList<RoleSnapshot> roles)
    {
        for (int role = 0; role < roles.Count; role++)
        {
            RoleSnapshot saved = roles[role];
            if (saved.Guarantees.IsZero && saved.Limits.IsUnlimited)
            {
                continue;
            }

            if (CheckQuota(saved.Name, saved.Guarantees, saved.Limits) != AllocatorStatus.Ok)
            {
                throw new ArgumentException(
                    $"role '{saved.Name}': found quota, expected none below the top level without "
                    + nameof(AllocatorOptions.HierarchicalQuota), nameof(roles));
            }

            _quota.Set(role, saved.Guarantees, saved.Limits);
        }

        if (_quota.IsOn)
        {
            SumConsumed();
        }
    }

    /// <summary>Who wants offers, and in which order they wait for them.</summary>
    private void LoadWaits(ValueList<WaitSnapshot> waits)
    {
        foreach (NameOrder.Entry framework in _frameworkNames.Sorted())
        {
            PlaceClients(framework.Row);
        }

        foreach (WaitSnapshot wait in waits.AsSpan())
        {
            _waits?.Touch(ClientNamed(wait.Framework, wait.Role), wait.Since);
        }
    }

    private int ClientNamed(string framework, string role)
    {
        _roles.TryFind(role, out int index);
        return FindClient(FrameworkNamed(framework).Index, new RoleId(index));
    }
}
