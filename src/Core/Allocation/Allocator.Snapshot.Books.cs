using System.Collections.Generic;

namespace Offers;

/// <content>Who has what, as a snapshot keeps it.</content>
public sealed partial class Allocator
{
    private ValueList<SubscriptionSnapshot> SaveSubscriptions()
    {
        List<SubscriptionSnapshot> rows = [];
        List<int> clients = [];
        foreach (NameOrder.Entry entry in _frameworkNames.Sorted())
        {
            clients.Clear();
            for (int c = _frameworks[entry.Row].FirstClient; c >= 0;
                c = _clients[c].NextOfFramework)
            {
                clients.Add(c);
            }

            // The last one of the list came first. The order decides in which one the offers of a
            // framework that goes away become free ids.
            clients.Reverse();
            foreach (int client in clients)
            {
                rows.Add(SaveSubscription(client));
            }
        }

        return [.. rows];
    }

    private SubscriptionSnapshot SaveSubscription(int client)
    {
        ref ClientTable.Row row = ref _clients[client];
        return new SubscriptionSnapshot(HolderOf(client), HolderRoleOf(client))
        {
            IsSubscribed = row.Subscribed,
            IsSuppressed = row.Suppressed,
            IsForgotten = row.IsForgotten,
            Grants = _clients.Book[client].Grants,
            LastOfferAt = row.LastOfferAt < 0 ? null : new Timestamp(row.LastOfferAt),
            Minimums = _clients.Minimums(client),
        };
    }

    private ValueList<OfferSnapshot> SaveOffers()
    {
        List<OfferSnapshot> rows = new(_offers.Count);
        for (int o = _offers.Oldest; o >= 0; o = _offers[o].Younger)
        {
            int client = _offers.Lists.ClientOf(o);
            rows.Add(new OfferSnapshot(
                _offers.IdOf(o), HolderOf(client), HolderRoleOf(client),
                _agents.NameOf(_offers.Lists.AgentOf(o)),
                SetOf(_offers.Amounts(o), _offers.Marked(o)),
                new Timestamp(_offers[o].MadeAt), _offers[o].Run));
        }

        return [.. rows];
    }

    private ValueList<HoldingSnapshot> SaveHoldings(List<int> agents)
    {
        List<HoldingSnapshot> rows = new(_holdings.Count);
        foreach (int agent in agents)
        {
            int start = rows.Count;
            for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
                h = _holdings.Lists.NextOnAgent(h))
            {
                int client = _holdings.Lists.ClientOf(h);
                rows.Add(new HoldingSnapshot(
                    _agents.NameOf(agent), HolderOf(client), HolderRoleOf(client),
                    SetOf(_holdings.Amounts(h), _holdings.Marked(h))));
            }

            rows.Sort(start, rows.Count - start, new HoldingOrder());
        }

        return [.. rows];
    }

    private ValueList<UnclaimedSnapshot> SaveUnclaimed()
    {
        List<UnclaimedSnapshot> rows = new(_uses.Count);
        foreach ((AgentId agent, UsedResources use) in _uses.Save())
        {
            rows.Add(new UnclaimedSnapshot(_agents.NameOf(agent.Index), use));
        }

        return [.. rows];
    }

    private ValueList<FilterSnapshot> SaveFilters(List<int> agents)
    {
        List<FilterSnapshot> rows = new(_filters.Count);
        List<FilterTable.Saved> saved = [];
        List<ResourceSet?> refused = [];
        foreach (int agent in agents)
        {
            saved.Clear();
            _filters.Save(agent, Schema, refused, saved);
            int start = rows.Count;
            foreach (FilterTable.Saved filter in saved)
            {
                rows.Add(new FilterSnapshot(
                    _agents.NameOf(agent), HolderOf(filter.Client), HolderRoleOf(filter.Client),
                    filter.Refused, filter.End, filter.WaitsForBatch));
            }

            rows.Sort(start, rows.Count - start, new FilterOrder());
        }

        return [.. rows];
    }

    private ValueList<WaitSnapshot> SaveWaits()
    {
        List<WaitSnapshot> rows = [];
        for (int c = _waits?.First ?? -1; c >= 0; c = _waits!.After(c))
        {
            rows.Add(new WaitSnapshot(
                HolderOf(c), HolderRoleOf(c), new Timestamp(_waits!.SinceOf(c))));
        }

        return [.. rows];
    }

    private string HolderOf(int client) => _frameworks[_clients[client].Framework].Name!;

    private string HolderRoleOf(int client) => _roles[_clients[client].Role].Name;

    /// <summary>By framework and role.</summary>
    private readonly struct HoldingOrder : IComparer<HoldingSnapshot>
    {
        public int Compare(HoldingSnapshot? x, HoldingSnapshot? y)
        {
            int order = string.CompareOrdinal(x!.Framework, y!.Framework);
            return order != 0 ? order : string.CompareOrdinal(x.Role, y.Role);
        }
    }

    /// <summary>By framework, role, end, batch and what was refused.</summary>
    private readonly struct FilterOrder : IComparer<FilterSnapshot>
    {
        public int Compare(FilterSnapshot x, FilterSnapshot y)
        {
            int order = string.CompareOrdinal(x.Framework, y.Framework);
            order = order != 0 ? order : string.CompareOrdinal(x.Role, y.Role);
            order = order != 0 ? order : x.End.CompareTo(y.End);
            order = order != 0 ? order : x.WaitsForBatch.CompareTo(y.WaitsForBatch);
            return order != 0 || ReferenceEquals(x.Refused, y.Refused)
                ? order
                : string.CompareOrdinal($"{x.Refused}", $"{y.Refused}");
        }
    }
}
