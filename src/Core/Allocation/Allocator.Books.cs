using System;

namespace Offers;

public sealed partial class Allocator
{
    private readonly ItemBag _sharedItems = new();
    private readonly ItemBag _exclusiveItems = new();

    /// <summary>All scalars of a portion, by kind; a shared item once.</summary>
    private static void QuantitiesOf(Portion portion, Span<long> quantities)
    {
        portion.Plain.CopyTo(quantities);
        if (!portion.Marked.IsEmpty)
        {
            portion.Marked.AddQuantitiesTo(quantities);
        }
    }

    /// <summary>
    /// What of a portion counts against quota; shared items are counted level by level, with their
    /// first and last copy.
    /// </summary>
    private void CountedOf(Portion portion, Span<long> quantities)
    {
        portion.Plain.CopyTo(quantities);
        if (!portion.Marked.IsEmpty)
        {
            _exclusiveItems.CopyWhere(portion.Marked, default(ExclusiveQuotaItems));
            _exclusiveItems.AddQuantitiesTo(quantities);
        }
    }

    /// <summary>
    /// Splits off the shared items, which count once for each holder, and sums up the rest.
    /// </summary>
    /// <returns>The shared items, or null when there is none.</returns>
    private ItemBag? SumExclusive(Portion portion, Span<long> quantities)
    {
        portion.Plain.CopyTo(quantities);
        if (portion.Marked.IsEmpty)
        {
            return null;
        }

        _exclusiveItems.CopyWhere(portion.Marked, default(ExclusiveItems));
        _exclusiveItems.AddQuantitiesTo(quantities);
        if (_exclusiveItems.Count == portion.Marked.Count)
        {
            return null;
        }

        _sharedItems.CopyWhere(portion.Marked, default(SharedItems));
        return _sharedItems;
    }

    private void QueueGrant(int client)
    {
        ItemBag? shared = SumExclusive(_draft, _amounts);
        _grants.Add(client, _amounts, shared);
    }

    /// <summary>Lets the sorters count what a visit granted.</summary>
    private void CountGrants(int agent)
    {
        for (int i = 0; i < _grants.Count; i++)
        {
            CountHeld(_grants.ClientOf(i), agent, _grants.Amounts(i), _grants.Shared(i), grants: 1);
        }

        _grants.Clear();
    }

    /// <summary>Counts in the sorters what the tables hold already.</summary>
    private void CountHeld(
        int client, int agent, ReadOnlySpan<long> amounts, ItemBag? shared, int grants)
    {
        _clients.Book.Grant(client, amounts, grants);
        int role = _clients[client].Role;
        MoveClient(client, role);
        _roles.Grant(role, amounts, grants);
        if (_quota.IsOn)
        {
            Lanes.Add(_cellOut, amounts);
        }

        if (shared is not null)
        {
            CountShared(client, agent, shared, 1);
        }

        _shortlist.Moved(role);
    }

    private void UncountHeld(
        int client, int agent, ReadOnlySpan<long> amounts, ItemBag? shared)
    {
        _clients.Book.Return(client, amounts);
        int role = _clients[client].Role;
        MoveClient(client, role);
        _roles.Return(role, amounts);
        if (_quota.IsOn)
        {
            Lanes.Subtract(_cellOut, amounts);
        }

        if (shared is not null)
        {
            CountShared(client, agent, shared, -1);
        }
    }

    private void MoveClient(int client, int role)
    {
        if (_clients.Book.HeapPosition(client) >= 0)
        {
            _roles[role].Clients.Moved(client);
        }
    }

    /// <summary>Takes resources out of every book that counts them as out.</summary>
    private void GiveBack(int client, int agent, Portion piece)
    {
        GiveBackBooks(client, agent, piece);
        FreeChanged(agent);
        if (Options.AllocateOnReturn)
        {
            MakeCandidate(agent);
        }
    }

    private void GiveBackBooks(int client, int agent, Portion piece)
    {
        _agents.GiveBack(agent, piece.Plain);
        if (!piece.Marked.IsEmpty)
        {
            GiveBackMarked(agent, piece.Marked);
        }

        ItemBag? shared = SumExclusive(piece, _amounts);
        UncountHeld(client, agent, _amounts, shared);
        if (_quota.IsOn)
        {
            CountedOf(piece, _amounts);
            _quota.Release(_clients[client].Role, _amounts);
        }

        _moved = true;
    }

    private void GiveBackMarked(int agent, ItemBag items)
    {
        AgentMarks marks = _agents.Marks(agent);
        if (marks.Overlaps)
        {
            SumOut(agent, marks);
        }
        else
        {
            marks.Out.Subtract(items);
        }

        marks.RestoreFree();
        _agents[agent].IsMarked = marks.IsNeeded;
        RestoreMarked(agent);
    }

    /// <summary>
    /// Sums what is out anew: where two hold the same port, it is free when both have returned it.
    /// </summary>
    private void SumOut(int agent, AgentMarks marks)
    {
        marks.Out.Clear();
        marks.Overlaps = false;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            AddOut(marks, _offers.Marked(o));
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            AddOut(marks, _holdings.Marked(h));
        }

        foreach (UsedResources use in _uses.On(_agents.IdOf(agent)))
        {
            AddOut(marks, use.Resources.Marked);
        }
    }

    private static void AddOut(AgentMarks marks, ItemBag? items)
    {
        if (items is not null)
        {
            marks.Overlaps |= marks.Out.Overlaps(items);
            marks.Out.Add(items);
        }
    }

    /// <summary>
    /// Counts an agent's whole total in the cell's books, or takes it out of them.
    /// </summary>
    private void CountTotal(int agent, int sign)
    {
        Span<long> quantities = _amounts;
        _agents.Total(agent).CopyTo(quantities);
        if (_agents[agent].IsMarked)
        {
            ItemBag items = _agents.Marks(agent).Total;
            items.AddQuantitiesTo(quantities);
            if (_quota.IsOn)
            {
                CountReservations(_quota, items, sign);
            }
        }

        if (sign > 0)
        {
            Lanes.Add(_cellTotal, quantities);
        }
        else
        {
            Lanes.Subtract(_cellTotal, quantities);
        }

        _totalIsStale = true;
        _moved = true;
    }

    /// <summary>Reservations count as consumed by their role, idle or not.</summary>
    private void CountReservations(QuotaBook book, ItemBag items, int sign)
    {
        for (int i = 0; i < items.Count; i++)
        {
            ItemSegment item = items[i];
            if (item.Id.IsReserved && item.Id.ValueType == ResourceValueType.Scalar)
            {
                int role = AddRole(item.Id.ReservationRole!);
                Array.Clear(_need);
                _need[item.Id.Kind.Index] = ItemBag.QuantityOf(in item);
                if (sign > 0)
                {
                    book.Consume(role, _need);
                }
                else
                {
                    book.Release(role, _need);
                }
            }
        }
    }
}
