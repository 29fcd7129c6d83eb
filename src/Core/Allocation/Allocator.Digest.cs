using System;

namespace Offers;

public sealed partial class Allocator
{
    internal ulong ComputeDigest()
    {
        RestoreDirty();
        StableHash hash = default;
        hash.Add(Runs);
        hash.Add(_runIsPending ? 1 : 0);
        hash.Add(IsPaused ? 1 : 0);
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                DigestAgent(ref hash, agent);
            }
        }

        for (int role = 0; role < _roles.Count; role++)
        {
            DigestRole(ref hash, role);
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
        Add(ref hash, _agents[agent].IsMarked ? _agents.Marks(agent).Total : null);
        hash.Add(_maintenance.Find(agent)?.Start.Ticks ?? -1);
        hash.Add((long)_filters.DigestOf(agent));
        for (int o = _offers.Lists.FirstOnAgent(agent); o >= 0; o = _offers.Lists.NextOnAgent(o))
        {
            hash.Add(o);
            hash.Add(_offers.Lists.ClientOf(o));
            Add(ref hash, _offers.Amounts(o));
            Add(ref hash, _offers.Marked(o));
        }

        for (int h = _holdings.Lists.FirstOnAgent(agent); h >= 0;
            h = _holdings.Lists.NextOnAgent(h))
        {
            hash.Add(_holdings.Lists.ClientOf(h));
            Add(ref hash, _holdings.Amounts(h));
            Add(ref hash, _holdings.Marked(h));
        }
    }

    private void DigestRole(ref StableHash hash, int role)
    {
        hash.Add(_roles[role].Name);
        DigestNode(ref hash, _roles.Book, RoleTree.NodeOf(role));
        if (_roles[role].Below > 0)
        {
            DigestNode(ref hash, _roles.Book, RoleTree.OwnPartOf(role));
        }

        if (!_quota.HasQuota(role))
        {
            return;
        }

        Add(ref hash, _quota.Guarantee(role));
        for (int lane = 0; lane < Schema.Count; lane++)
        {
            hash.Add(_quota.Limit(role, lane));
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

    private static void Add(ref StableHash hash, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
            hash.Add((long)items.Hash);
        }
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
}
