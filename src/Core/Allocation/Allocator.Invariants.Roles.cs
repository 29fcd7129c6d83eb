using System;
using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    private void CheckRoles(List<InvariantViolation> found)
    {
        for (int role = 0; role < _roles.Count; role++)
        {
            ref RoleTree.Row row = ref _roles[role];
            int clients = 0;
            for (int c = row.FirstClient; c >= 0; c = _clients[c].NextOfRole)
            {
                clients++;
            }

            Expect(found, 11, clients == row.ClientCount, $"{row.Name}: {clients} clients");
            CheckNode(RoleTree.NodeOf(role), HeldBy(Holders.Subtree, role), row.Name, found);
            if (_roles.IsSplit(role))
            {
                CheckNode(
                    RoleTree.OwnPartOf(role), HeldBy(Holders.Role, role), row.Name + "/.", found);
            }

            bool listed = _roles.Book.HeapPosition(RoleTree.NodeOf(role)) >= 0;
            bool active = row.Below > 0 ? row.Children?.Count > 0 : row.Clients.Count > 0;
            Expect(found, 11, listed == active, $"{row.Name}: wrongly in or out of the heap");
            CheckHeap(row.Clients, row.Name, found);
            if (row.Children is { } children)
            {
                CheckHeap(children, row.Name + "/", found);
            }
        }

        CheckHeap(_roles.Top, "roles", found);
    }

    private void CheckNode(
        int node, long[] sum, string name, List<InvariantViolation> found)
    {
        bool same = _roles.Book.HeldBy(node).SequenceEqual(sum);
        Expect(found, 2, same, $"{name} holds another sum");
    }

    /// <summary>What some clients hold: shared items once for each agent.</summary>
    private long[] HeldBy(Holders which, int number)
    {
        long[] sum = new long[_cellTotal.Length];
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (!_agents.IsLive(agent))
            {
                continue;
            }

            ItemBag items = new();
            for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0;
                o = _offers.Lists.NextOnAgent(o))
            {
                AddHeld(_offers.Lists.ClientOf(o), _offers.Amounts(o), _offers.Marked(o));
            }

            for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
                h = _holdings.Lists.NextOnAgent(h))
            {
                AddHeld(_holdings.Lists.ClientOf(h), _holdings.Amounts(h), _holdings.Marked(h));
            }

            items.AddQuantitiesTo(sum);

            void AddHeld(int client, ReadOnlySpan<long> plain, ItemBag? marked)
            {
                if (IsAmong(client, which, number))
                {
                    Lanes.Add(sum, plain);
                    items.Add(marked ?? new ItemBag());
                }
            }
        }

        return sum;
    }

    private static void CheckHeap(ShareHeap heap, string name, List<InvariantViolation> found)
    {
        for (int i = 1; i < heap.Count; i++)
        {
            bool inOrder = !heap.IsBefore(i, (i - 1) / 4);
            Expect(found, 11, inOrder && heap.IsConsistentAt(i), $"{name}: heap broken at {i}");
        }
    }

    private void CheckQuota(List<InvariantViolation> found)
    {
        if (!_quota.IsOn)
        {
            return;
        }

        QuotaBook fresh = _quota.WithoutUse();
        SumConsumed(fresh);
        for (int role = 0; role < _roles.Count; role++)
        {
            string name = _roles[role].Name;
            bool same = _quota.Consumed(role).SequenceEqual(fresh.Consumed(role));
            Expect(found, 5, same, $"{name}: consumed is another sum");
            bool needs = _quota.Need(role).SequenceEqual(fresh.Need(role));
            Expect(found, 5, needs, $"{name}: needs something else");
        }

        bool required = _quota.Required.SequenceEqual(fresh.Required);
        Expect(found, 6, required, "the required headroom is another sum");
        Expect(found, 6, _quota.NeedyCount == fresh.NeedyCount, "another number of needy roles");
        if (_runIsFresh)
        {
            CheckHeadroom(found);
        }
    }

    /// <summary>
    /// What a run left is the headroom, or what was there less the guarantees given.
    /// </summary>
    private void CheckHeadroom(List<InvariantViolation> found)
    {
        for (int i = 0; i < _available.Length; i++)
        {
            long least = Math.Min(
                _quota.Required[i], _availableBefore[i] - _guaranteedInRun[i]);
            Expect(found, 6, _available[i] >= least, $"kind {i}: the headroom was given away");
        }
    }
}
