using System;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>
    /// Counts or uncounts a shared item on every level on which the first copy came or the last
    /// one went: on one agent it counts once, whatever the copies. The tables are up to date.
    /// O(allocations on the agent, times depth).
    /// </summary>
    private void CountShared(int client, int agent, ItemBag shared, int sign)
    {
        int role = _clients[client].Role;
        for (int i = 0; i < shared.Count; i++)
        {
            ItemSegment item = shared[i];
            long expected = sign > 0 ? item.High : 0;
            int lane = item.Id.Kind.Index;
            long amount = item.Low * sign;
            if (CopiesHeld(agent, in item, Holders.Client, client) == expected)
            {
                _clients.Book.Adjust(client, lane, amount);
                MoveClient(client, role);
            }

            if (_roles[role].Below > 0
                && CopiesHeld(agent, in item, Holders.Role, role) == expected)
            {
                _roles.Adjust(RoleTree.OwnPartOf(role), lane, amount);
            }

            for (int r = role; r >= 0; r = _roles[r].Parent)
            {
                if (CopiesHeld(agent, in item, Holders.Subtree, r) == expected)
                {
                    _roles.Adjust(RoleTree.NodeOf(r), lane, amount);
                    CountConsumed(r, in item, amount);
                }
            }

            if (_quota.IsOn && CopiesHeld(agent, in item, Holders.Cell, 0) == expected)
            {
                _cellOut[lane] += amount;
            }
        }
    }

    /// <summary>
    /// What a subtree holds for the first or the last time counts against its quota.
    /// </summary>
    private void CountConsumed(int role, in ItemSegment item, long amount)
    {
        if (_quota.IsOn && default(QuotaItems).Accepts(item.Id))
        {
            _quota.ConsumeAt(role, item.Id.Kind.Index, amount);
        }
    }

    /// <summary>
    /// Takes out of the cell's sum what more than one top-level role has of the same shared items.
    /// O(agents with items, times roles).
    /// </summary>
    private void UncountSharedTwice()
    {
        for (int agent = _markedAgents.Next(0); agent >= 0; agent = _markedAgents.Next(agent + 1))
        {
            ItemBag items = _agents.Marks(agent).Out;
            for (int i = 0; i < items.Count; i++)
            {
                ItemSegment item = items[i];
                if (item.Id.IsShared)
                {
                    long more = Math.Max(0, TopLevelHolders(agent, in item) - 1);
                    _cellOut[item.Id.Kind.Index] -= more * item.Low;
                }
            }
        }
    }

    private long TopLevelHolders(int agent, in ItemSegment item)
    {
        long holders = 0;
        for (int role = 0; role < _roles.Count; role++)
        {
            holders += _roles[role].Parent < 0
                && CopiesHeld(agent, in item, Holders.Subtree, role) > 0 ? 1 : 0;
        }

        return holders;
    }

    private enum Holders
    {
        Client,
        Role,
        Subtree,
        Cell,
    }

    private long CopiesHeld(int agent, in ItemSegment item, Holders which, int number)
    {
        long copies = 0;
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            copies += IsAmong(_offers.Lists.ClientOf(o), which, number)
                ? CopiesIn(_offers.Marked(o), in item)
                : 0;
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            copies += IsAmong(_holdings.Lists.ClientOf(h), which, number)
                ? CopiesIn(_holdings.Marked(h), in item)
                : 0;
        }

        return copies;
    }

    private bool IsAmong(int client, Holders which, int number)
    {
        int role = _clients[client].Role;
        switch (which)
        {
            case Holders.Cell:
                return true;
            case Holders.Client:
                return client == number;
            case Holders.Role:
                return role == number;
            default:
                while (role >= 0 && role != number)
                {
                    role = _roles[role].Parent;
                }

                return role == number;
        }
    }

    private static long CopiesIn(ItemBag? items, in ItemSegment item)
    {
        for (int i = 0; items is not null && i < items.Count; i++)
        {
            if (items[i].Low == item.Low && items[i].Id.Equals(item.Id))
            {
                return items[i].High;
            }
        }

        return 0;
    }
}
