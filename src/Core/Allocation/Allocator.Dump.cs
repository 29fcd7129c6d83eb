using System.Collections.Generic;

namespace Offers;

public sealed partial class Allocator
{
    /// <summary>The time of the last command.</summary>
    public Timestamp Now => new(_lastTime);

    /// <summary>
    /// When something comes due that no batch brings: an offer that times out, or the end of the
    /// wait after a failover. The host calls <see cref="ExpireOffers"/> then.
    /// </summary>
    public Timestamp NextTimer =>
        NextOfferTimeout < _recovery.Deadline ? NextOfferTimeout : _recovery.Deadline;

    /// <summary>What the cell looks like, by names. O(everything).</summary>
    internal ScenarioDump Dump(Timestamp now)
    {
        RestoreOrder();
        List<(string, IReadOnlyList<string>)> roles = [];
        AddSorted(-1, roles);
        List<(string, string)> available = [];
        for (int agent = 0; agent < _agents.End; agent++)
        {
            if (_agents.IsLive(agent))
            {
                string free = FreeSetOn(_agents.IdOf(agent)).ToString();
                available.Add((_agents.NameOf(agent), free));
            }
        }

        available.Sort(static (a, b) => string.CompareOrdinal(a.Item1, b.Item1));
        _filters.SeenFrom = now.Ticks;
        List<ScenarioFilters> filters = CountFilters();
        _filters.SeenFrom = long.MinValue;
        return new ScenarioDump
        {
            Runs = Runs,
            Roles = roles,
            Available = available,
            Filters = filters,
        };
    }

    /// <summary>The roles below a node that have clients, active or not, in sorted order.</summary>
    private void AddSorted(int parent, List<(string, IReadOnlyList<string>)> roles)
    {
        List<int> nodes = [];
        if (parent >= 0 && _roles.IsSplit(parent))
        {
            nodes.Add(RoleTree.OwnPartOf(parent));
        }

        for (int r = _roles.FirstChildOf(parent); r >= 0; r = _roles[r].NextSibling)
        {
            if (_roles[r].ClientCount > 0 || _roles[r].Below > 0)
            {
                nodes.Add(RoleTree.NodeOf(r));
            }
        }

        Sort(nodes, _roles.Book);
        foreach (int node in nodes)
        {
            int role = RoleTree.RoleOf(node);
            if (node == RoleTree.OwnPartOf(role) || _roles[role].Below == 0)
            {
                roles.Add((_roles[role].Name, ActiveFrameworks(role)));
            }
            else
            {
                AddSorted(role, roles);
            }
        }
    }

    private List<string> ActiveFrameworks(int role)
    {
        List<int> clients = [];
        for (int c = _roles[role].FirstClient; c >= 0; c = _clients[c].NextOfRole)
        {
            if (_clients.Book.HeapPosition(c) >= 0)
            {
                clients.Add(c);
            }
        }

        Sort(clients, _clients.Book);
        List<string> names = [];
        foreach (int client in clients)
        {
            names.Add(_frameworks[_clients[client].Framework].Name!);
        }

        return names;
    }

    private static void Sort(List<int> nodes, ShareBook book) => nodes.Sort((a, b) =>
        a == b ? 0 : book.IsBefore(book.PlaceOf(a), book.PlaceOf(b)) ? -1 : 1);

    private List<ScenarioFilters> CountFilters()
    {
        List<ScenarioFilters> filters = [];
        for (int c = 0; c < _clients.End; c++)
        {
            for (int agent = 0; _clients[c].Framework >= 0 && agent < _agents.End; agent++)
            {
                int count = _agents.IsLive(agent) ? _filters.CountOf(c, agent) : 0;
                if (count > 0)
                {
                    filters.Add(new ScenarioFilters(
                        HolderOf(c), HolderRoleOf(c), _agents.NameOf(agent), count));
                }
            }
        }

        // By name: dense ids of clients are nobody's business.
        filters.Sort(static (a, b) =>
            string.CompareOrdinal(a.Framework, b.Framework) is not 0 and int f ? f
            : string.CompareOrdinal(a.Role, b.Role) is not 0 and int r ? r
            : string.CompareOrdinal(a.Agent, b.Agent));
        return filters;
    }
}
