using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    internal IReadOnlyList<InvariantViolation> CheckInvariants()
    {
        List<InvariantViolation> found = [];
        RestoreOrder();
        RestoreDirty();
        long[] cell = new long[_cellTotal.Length];
        long[] excess = new long[_cellTotal.Length];
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                Lanes.Add(cell, _agents.Total(agent));
                Lanes.Add(excess, _agents.Out(agent));
                Lanes.Subtract(excess, _agents.Total(agent));
                Lanes.Add(excess, _agents.Free(agent));
                CheckAgent(agent, found);
                CheckSettled(agent, found);
            }
        }

        Expect(found, 3, cell.AsSpan().SequenceEqual(_cellTotal), "the cell's total is another");
        bool sameExcess = _agents.Excess.SequenceEqual(excess);
        Expect(found, 1, sameExcess, "what is out beyond the totals is another sum");
        CheckOffers(found);
        CheckRoles(found);
        CheckFilters(found);
        return found;
    }

    internal ulong ComputeDigest()
    {
        RestoreDirty();
        StableHash hash = default;
        hash.Add(Runs);
        hash.Add(_runIsPending ? 1 : 0);
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                DigestAgent(ref hash, agent);
            }
        }

        for (int role = 0; role < _roles.Count; role++)
        {
            hash.Add(_roles[role].Name);
            DigestNode(ref hash, _roles.Book, role);
        }

        foreach (NameOrder.Entry framework in _frameworkNames.Sorted())
        {
            DigestFramework(ref hash, framework);
        }

        return hash.Value;
    }

    private void DigestAgent(ref StableHash hash, int agent)
    {
        hash.Add(_agents.NameOf(agent));
        hash.Add(_agents[agent].Active ? 1 : 0);
        hash.Add(_dirty.Contains(agent) ? 1 : 0);
        Add(ref hash, _agents.Total(agent));
        Add(ref hash, _agents.Out(agent));
        hash.Add((long)_filters.DigestOf(agent));
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            hash.Add(o);
            hash.Add(_offers.Lists.ClientOf(o));
            Add(ref hash, _offers.Amounts(o));
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            hash.Add(_holdings.Lists.ClientOf(h));
            Add(ref hash, _holdings.Amounts(h));
        }
    }

    private void DigestFramework(ref StableHash hash, NameOrder.Entry framework)
    {
        hash.Add(framework.Name);
        hash.Add(_frameworks[framework.Row].Active ? 1 : 0);
        for (int c = _frameworks[framework.Row].FirstClient; c >= 0;
            c = _clients[c].NextOfFramework)
        {
            hash.Add(_clients[c].Role);
            hash.Add(_clients[c].Suppressed ? 1 : 0);
            DigestNode(ref hash, _clients.Book, c);
        }
    }

    private static void DigestNode(ref StableHash hash, ShareBook book, int node)
    {
        hash.Add(book[node].Grants);
        hash.Add(book[node].Weight);
        Add(ref hash, book.HeldBy(node));
    }

    /// <summary>Trailing zeros do not count, so that a wider schema digests the same.</summary>
    private static void Add(ref StableHash hash, ReadOnlySpan<long> lanes)
    {
        lanes = lanes.TrimEnd(0L);
        hash.Add(lanes.Length);
        foreach (long lane in lanes)
        {
            hash.Add(lane);
        }
    }

    private static void Expect(
        List<InvariantViolation> found, int number, bool holds, string message)
    {
        if (!holds)
        {
            found.Add(new InvariantViolation(number, message));
        }
    }

    private void CheckAgent(int agent, List<InvariantViolation> found)
    {
        long[] sum = new long[_cellTotal.Length];
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            Lanes.Add(sum, _offers.Amounts(o));
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            Lanes.Add(sum, _holdings.Amounts(h));
            Expect(found, 4, !Lanes.IsZero(_holdings.Amounts(h)), $"allocation {h} holds nothing");
        }

        string name = _agents.NameOf(agent);
        long[] free = new long[sum.Length];
        Lanes.Remainder(_agents.Total(agent), sum, free);
        Expect(found, 1, _agents.Out(agent).SequenceEqual(sum), $"{name}: out is another sum");
        Expect(found, 1, _agents.Free(agent).SequenceEqual(free), $"{name}: free is not the rest");
        bool isFree = _agents[agent].Active && _agents.IsFree(agent);
        Expect(found, 1, _free.Contains(agent) == isFree, $"{name}: in the wrong set");
    }

    private void CheckSettled(int agent, List<InvariantViolation> found)
    {
        bool settled = _free.Contains(agent) && !_dirty.Contains(agent);
        if (!settled || !IsLargeEnough(_agents.Free(agent)))
        {
            return;
        }

        bool needsGpus = Options.FilterGpuAgents && _agents[agent].HasGpus;
        for (int c = 0; c < _clients.End; c++)
        {
            bool takes = _clients[c].Framework >= 0 && _clients.Book.HeapPosition(c) >= 0
                && (_clients[c].TakesGpus || !needsGpus)
                && !_filters.Hides(c, agent, _agents.Free(agent));
            Expect(found, 12, !takes, $"{_agents.NameOf(agent)} would go to client {c}");
        }
    }

    private void CheckOffers(List<InvariantViolation> found)
    {
        int seen = 0;
        for (int o = _offers.Oldest; o >= 0; o = _offers[o].Younger)
        {
            seen++;
            int client = _offers.Lists.ClientOf(o);
            bool known = _agents.IsLive(_offers.Lists.AgentOf(o))
                && _clients[client].Framework >= 0;
            Expect(found, 4, known, $"offer {o} is of somebody or something that is gone");
            Expect(found, 7, IsLargeEnough(_offers.Amounts(o)), $"offer {o} is too small");
        }

        Expect(found, 4, seen == _offers.Count, $"{seen} offers by age, {_offers.Count} in all");
    }

    private void CheckRoles(List<InvariantViolation> found)
    {
        int holdings = 0;
        for (int role = 0; role < _roles.Count; role++)
        {
            long[] sum = new long[_cellTotal.Length];
            int active = 0;
            for (int c = _roles[role].FirstClient; c >= 0; c = _clients[c].NextOfRole)
            {
                Lanes.Add(sum, _clients.Book.HeldBy(c));
                active += CheckClient(c, found, ref holdings) ? 1 : 0;
            }

            string name = _roles[role].Name;
            bool same = _roles.Book.HeldBy(role).SequenceEqual(sum);
            Expect(found, 2, same, $"{name} holds another sum");
            bool listed = _roles.Book.HeapPosition(role) >= 0;
            Expect(found, 11, listed == active > 0, $"{name}: wrongly in or out of the heap");
            Expect(found, 11, active == _roles[role].Clients.Count, $"{name}: {active} active");
            CheckHeap(_roles[role].Clients, name, found);
        }

        CheckHeap(_roleHeap, "roles", found);
        Expect(found, 9, holdings == _holdings.Count, "an allocation belongs to no subscriber");
    }

    private bool CheckClient(int client, List<InvariantViolation> found, ref int holdings)
    {
        long[] sum = new long[_cellTotal.Length];
        for (int o = _offers.Lists.FirstOfClient(client); o >= 0; o = _offers.Lists.NextOfClient(o))
        {
            Lanes.Add(sum, _offers.Amounts(o));
        }

        for (int h = _holdings.Lists.FirstOfClient(client); h >= 0;
            h = _holdings.Lists.NextOfClient(h))
        {
            Lanes.Add(sum, _holdings.Amounts(h));
            holdings++;
        }

        ref ClientTable.Row row = ref _clients[client];
        bool same = _clients.Book.HeldBy(client).SequenceEqual(sum);
        Expect(found, 2, same, $"client {client} holds another sum");
        bool active = _frameworks[row.Framework].Active && !row.Suppressed;
        bool listed = _clients.Book.HeapPosition(client) >= 0;
        Expect(found, 11, active == listed, $"client {client}: wrongly in or out of its heap");
        return active;
    }

    private static void CheckHeap(ShareHeap heap, string name, List<InvariantViolation> found)
    {
        for (int i = 1; i < heap.Count; i++)
        {
            bool inOrder = !heap.IsBefore(i, (i - 1) / 4);
            Expect(found, 11, inOrder && heap.IsConsistentAt(i), $"{name}: heap broken at {i}");
        }
    }

    private void CheckFilters(List<InvariantViolation> found)
    {
        int all = 0;
        for (int c = 0; c < _clients.End; c++)
        {
            int sum = 0;
            for (int agent = 0; agent < _agents.End; agent++)
            {
                sum += _filters.CountOf(c, agent);
            }

            all += sum;
            bool same = sum == _clients[c].FilterCount;
            int counted = _clients[c].FilterCount;
            Expect(found, 13, same, $"client {c}: {sum} filters, {counted} counted");
        }

        Expect(found, 13, all == _filters.Count, $"{all} filters, {_filters.Count} counted");
    }
}
