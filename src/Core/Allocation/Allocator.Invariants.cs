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
                QuantitiesOfTotal(agent, _need);
                Lanes.Add(cell, _need);
                Lanes.Add(excess, _agents.Out(agent));
                Lanes.Subtract(excess, _agents.Total(agent));
                Lanes.Add(excess, _agents.Free(agent));
                CheckAgent(agent, found);
            }
        }

        Expect(found, 3, cell.AsSpan().SequenceEqual(_cellTotal), "the cell's total is another");
        bool sameExcess = _agents.Excess.SequenceEqual(excess);
        Expect(found, 1, sameExcess, "what is out beyond the totals is another sum");
        CheckOffers(found);
        CheckClients(found);
        CheckRoles(found);
        CheckQuota(found);
        CheckFilters(found);
        CheckAllSettled(found);
        return found;
    }

    private void CheckAllSettled(List<InvariantViolation> found)
    {
        SumHeadroom();
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                CheckSettled(agent, found);
            }
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
        ItemBag items = new();
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            Lanes.Add(sum, _offers.Amounts(o));
            items.Add(_offers.Marked(o) ?? new ItemBag());
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            Lanes.Add(sum, _holdings.Amounts(h));
            items.Add(_holdings.Marked(h) ?? new ItemBag());
            bool holds = !Lanes.IsZero(_holdings.Amounts(h)) || _holdings.Marked(h) is not null;
            Expect(found, 4, holds, $"allocation {h} holds nothing");
        }

        foreach (UsedResources use in _uses.On(_agents.IdOf(agent)))
        {
            Lanes.Add(sum, new Portion(Schema.Strides).Load(use.Resources).Plain);
            items.Add(use.Resources.Marked ?? new ItemBag());
        }

        CheckAgentSums(agent, sum, items, found);
    }

    private void CheckAgentSums(
        int agent, long[] sum, ItemBag items, List<InvariantViolation> found)
    {
        string name = _agents.NameOf(agent);
        long[] free = new long[sum.Length];
        Lanes.Remainder(_agents.Total(agent), sum, free);
        Expect(found, 1, _agents.Out(agent).SequenceEqual(sum), $"{name}: out is another sum");
        Expect(found, 1, _agents.Free(agent).SequenceEqual(free), $"{name}: free is not the rest");
        bool isFree = _agents[agent].IsOfferable && _agents.IsFree(agent);
        Expect(found, 1, _free.Contains(agent) == isFree, $"{name}: in the wrong set");
        AgentMarks marks = _agents.Marks(agent);
        bool isMarked = _agents[agent].IsMarked;
        Expect(found, 1, isMarked == _markedAgents.Contains(agent), $"{name}: mark is not listed");
        Expect(found, 1, isMarked == marks.IsNeeded, $"{name}: wrongly marked");
        Expect(found, 1, marks.Out.Equals(items), $"{name}: out is other items");
        ItemBag exclusive = new();
        exclusive.CopyWhere(items, default(ExclusiveItems));
        ItemBag rest = new();
        rest.CopyFrom(marks.Total);
        rest.Subtract(exclusive);
        Expect(found, 1, marks.Free.Equals(rest), $"{name}: free items are not the rest");
    }

    /// <summary>(D1), as 12: who is not dirty would go to nobody.</summary>
    private void CheckSettled(int agent, List<InvariantViolation> found)
    {
        if (!_free.Contains(agent) || _dirty.Contains(agent) || !LoadLeft(agent))
        {
            return;
        }

        _visits++;
        _filters.MarkHidden(agent, [], _visits);
        for (int c = 0; c < _clients.End; c++)
        {
            bool takes = _clients[c].Framework >= 0 && _clients.Book.HeapPosition(c) >= 0
                && LoadUsable(_clients[c].Role)
                && FirstRefusal(agent, c, RunStage.FairShare) == RefusalCode.None;
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
            int agent = _offers.Lists.AgentOf(o);
            bool known = _agents.IsLive(agent) && _clients[client].Framework >= 0;
            Expect(found, 4, known, $"offer {o} is of somebody or something that is gone");
            if (_runIsFresh && _offers[o].Run == Runs - 1)
            {
                _closed.Load(_offers.Amounts(o), _offers.Marked(o));
                bool large = IsLargeEnough(client, _closed);
                Expect(found, 7, large, $"offer {o} is too small");
                bool hidden = _filters.Hides(client, agent, _closed);
                Expect(found, 8, !hidden, $"offer {o} is refused by a filter");
            }
        }

        Expect(found, 4, seen == _offers.Count, $"{seen} offers by age, {_offers.Count} in all");
    }

    private void CheckClients(List<InvariantViolation> found)
    {
        int holdings = 0;
        for (int c = 0; c < _clients.End; c++)
        {
            if (_clients[c].Framework >= 0)
            {
                CheckClient(c, found, ref holdings);
            }
        }

        Expect(found, 9, holdings == _holdings.Count, "an allocation belongs to no subscriber");
    }

    private void CheckClient(int client, List<InvariantViolation> found, ref int holdings)
    {
        bool holds = _offers.Lists.FirstOfClient(client) >= 0;
        for (int h = _holdings.Lists.FirstOfClient(client); h >= 0;
            h = _holdings.Lists.NextOfClient(h))
        {
            holds = true;
            holdings++;
        }

        ref ClientTable.Row row = ref _clients[client];
        long[] sum = HeldBy(Holders.Client, client);
        bool same = _clients.Book.HeldBy(client).SequenceEqual(sum);
        Expect(found, 2, same, $"client {client} holds another sum");
        bool active = row.Subscribed && !row.Suppressed && _frameworks[row.Framework].Active;
        bool listed = _clients.Book.HeapPosition(client) >= 0;
        Expect(found, 11, active == listed, $"client {client}: wrongly in or out of its heap");
        bool needed = row.Subscribed || holds || row.IsForgotten;
        Expect(found, 9, needed, $"client {client} is tracked for nothing");
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
