using System;

namespace Offers;

/// <summary>
/// The random sorter: at every agent a weighted shuffle of all roles that have clients, by the
/// product of the relative weights along each path, and of the clients of each role, all alike
/// (MESOS-8936). Sorting costs O(roles log roles) a visit.
/// </summary>
internal sealed class RandomSorter(
    RoleTree roles, ClientTable clients, FrameworkTable frameworks, AgentTable agents)
{
    private WeightedNode[] _nodes = [];
    private int[] _placeOfRole = [];
    private int[] _roleOfPlace = [];
    private long[] _siblings = [];
    private double[] _relative = [];
    private Lot[] _roleLots = [];
    private Lot[] _clientLots = [];
    private int _roleCount;
    private int _nextRole;
    private int _clientCount;
    private int _nextClient;
    private ulong _seed;
    private long _run;
    private RunStage _stage;

    /// <summary>Says what the following shuffles belong to.</summary>
    internal void Begin(ulong seed, long run, RunStage stage) =>
        (_seed, _run, _stage) = (seed, run, stage);

    internal void StartRoles(int agent)
    {
        ulong stream = StreamAt(agent);
        int count = ListNodes();
        SuccessiveSampling.RelativeWeights(
            _nodes.AsSpan(0, count), _siblings.AsSpan(0, count), _relative.AsSpan(0, count));
        _roleCount = 0;
        for (int i = 0; i < count; i++)
        {
            if (_nodes[i].IsActiveLeaf)
            {
                int role = _roleOfPlace[i];
                ulong name = roles[role].NameHash;
                _roleLots[_roleCount++] =
                    SuccessiveSampling.Draw(stream, name, role, _relative[i]);
            }
        }

        SuccessiveSampling.Sort(_roleLots.AsSpan(0, _roleCount));
        _nextRole = 0;
    }

    internal int NextRole() => _nextRole < _roleCount ? _roleLots[_nextRole++].Leaf : -1;

    internal void StartClients(int role, int agent)
    {
        _clientCount = 0;
        _nextClient = 0;
        ulong stream = StableHash.Mix(StreamAt(agent) ^ roles[role].NameHash);
        for (int c = roles[role].FirstClient; c >= 0; c = clients[c].NextOfRole)
        {
            if (clients.Book.HeapPosition(c) < 0)
            {
                continue;
            }

            if (_clientCount == _clientLots.Length)
            {
                Array.Resize(ref _clientLots, Math.Max(16, _clientCount * 2));
            }

            ulong name = frameworks[clients[c].Framework].NameHash;
            _clientLots[_clientCount++] = SuccessiveSampling.Draw(stream, name, c, 1);
        }

        SuccessiveSampling.Sort(_clientLots.AsSpan(0, _clientCount));
    }

    internal int NextClient() =>
        _nextClient < _clientCount ? _clientLots[_nextClient++].Leaf : -1;

    private ulong StreamAt(int agent) => SuccessiveSampling.Stream(
        _seed, _run, (int)_stage, agents.NameHashOf(agent));

    /// <summary>
    /// The nodes that have clients at or below them, parents first: roles are numbered that way. A
    /// role with clients and sub-roles stands twice, as a node and as its own part.
    /// </summary>
    private int ListNodes()
    {
        EnsureRoom(roles.Count * 2);
        int count = 0;
        for (int role = 0; role < roles.Count; role++)
        {
            ref RoleTree.Row row = ref roles[role];
            if (row.ClientCount == 0 && row.Below == 0)
            {
                continue;
            }

            _placeOfRole[role] = count;
            int parent = row.Parent < 0 ? -1 : _placeOfRole[row.Parent];
            long weight = roles.Book[RoleTree.NodeOf(role)].Weight;
            _roleOfPlace[count] = role;
            _nodes[count++] = new WeightedNode(parent, weight, row.Below == 0);
            if (roles.IsSplit(role))
            {
                _roleOfPlace[count] = role;
                _nodes[count++] = new WeightedNode(_placeOfRole[role], Weight.One, true);
            }
        }

        return count;
    }

    private void EnsureRoom(int count)
    {
        if (_nodes.Length >= count)
        {
            return;
        }

        int room = Math.Max(16, count * 2);
        _nodes = new WeightedNode[room];
        _placeOfRole = new int[room];
        _roleOfPlace = new int[room];
        _siblings = new long[room];
        _relative = new double[room];
        _roleLots = new Lot[room];
    }
}
