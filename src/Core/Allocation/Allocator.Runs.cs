using System;

namespace Offers;

public sealed partial class Allocator
{
    private const int AgentsAhead = 32;

    private readonly IndexSet _free = new();
    private readonly IndexSet _dirty = new();
    private readonly IndexSet _candidates = new();
    private readonly IndexSet _filterEnded = new();
    private readonly AgentSorter _sorter = new();
    private readonly RoleWalk _roleWalk;
    private readonly HeapWalk _clientWalk = new();
    private readonly IndexSet _holders = new();
    private readonly bool[] _excluded;
    private int[] _visiting = [];
    private long[] _ranks = [];
    private FreeAgent[] _byFree = [];
    private long[] _countedTotal = [];
    private long _visits;
    private bool _allAreCandidates;
    private bool _allFreeAreDirty;
    private bool _runIsPending;
    private bool _totalIsStale = true;
    private bool _orderIsStale;
    private bool _moved;
    private bool _ranGuarantees;

    /// <summary>No command has come since the last run: what it promised can be checked.</summary>
    private bool _runIsFresh;

    /// <summary>Runs so far, event-driven ones and batches, skipped batches included.</summary>
    public long Runs { get; private set; }

    /// <summary>
    /// Whether a command asked for an event-driven run that has not happened yet.
    /// </summary>
    public bool HasPendingRun => _runIsPending;

    /// <summary>
    /// No batch before this moment can make an offer or end a filter, unless a command comes first.
    /// A host may pass over such batches with <see cref="SkipBatches"/>; on a quiet cell it need
    /// not wake at all.
    /// </summary>
    public Timestamp NextBatchThatMatters =>
        IsPaused ? (_recovery.PausedByHost ? Timestamp.Never : _recovery.Deadline)
        : _dirty.Count > 0 || _filters.WaitsForBatch || _runIsPending || _maintenance.IsAny
            || _allFreeAreDirty || (_moved && LooksBeyondAgents)
            ? new Timestamp(_lastTime)
            : new Timestamp(Math.Max(_lastTime, _filters.NotBefore));

    /// <summary>
    /// Runs the algorithm for the agents that commands have named since the last run, if any did: a
    /// thousand revives cost one run (MESOS-6904).
    /// </summary>
    /// <returns>Whether there was a run; its offers are in the outbox.</returns>
    public bool RunPending(Timestamp now)
    {
        Enter(now);
        if (!_runIsPending || IsPaused)
        {
            return false;
        }

        EndFilters(now);
        Run(now, _allAreCandidates);
        return true;
    }

    /// <summary>
    /// Runs the algorithm for all agents. To be called once an
    /// <see cref="AllocatorOptions.Interval"/>, counted from the end of the previous batch. The
    /// cost follows what changed since the last run. While paused it does nothing, and does not
    /// count as a batch.
    /// </summary>
    /// <returns>How many effects it put into the outbox.</returns>
    public int RunBatch(Timestamp now)
    {
        Enter(now);
        if (IsPaused)
        {
            return 0;
        }

        EndFilters(now);
        int offers = Run(now, toAll: true);
        _filters.EndBatches(1);
        MarkFilterEndsDirty();
        return offers;
    }

    /// <summary>
    /// Counts batches as run that provably do nothing (<see cref="NextBatchThatMatters"/>), so that
    /// a quiet month costs nothing and decides the same as if each had run. O(1).
    /// </summary>
    /// <param name="count">How many; at least 0.</param>
    /// <exception cref="InvalidOperationException">A batch now would matter.</exception>
    public void SkipBatches(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > 0 && NextBatchThatMatters.Ticks <= _lastTime)
        {
            throw new InvalidOperationException("a batch now would matter and cannot be skipped");
        }

        Runs += count;
        _filters.EndBatches(count);
    }

    private void EndFilters(Timestamp now)
    {
        _filters.Advance(now);
        MarkFilterEndsDirty();
    }

    private void MarkFilterEndsDirty()
    {
        for (int agent = _filterEnded.Next(0); agent >= 0;
            agent = _filterEnded.Next(agent + 1))
        {
            if (_agents.IsLive(agent))
            {
                FreeChanged(agent);
            }
        }

        _filterEnded.Clear();
    }

    /// <summary>Without meaning; it keeps the reads of FetchAhead alive.</summary>
    internal long Fetched { get; private set; }

    private int Run(Timestamp now, bool toAll)
    {
        RestoreOrder();
        RestoreDirty();
        int before = Outbox.Count;
        SortAndVisit(toAll, now);
        ApplyLateCharges();
        if (_maintenance.IsAny)
        {
            SendInverseOffers(toAll, now);
        }

        _candidates.Clear();
        _allAreCandidates = false;
        _runIsPending = false;
        _runIsFresh = true;
        Runs++;
        return Outbox.Count - before;
    }

    /// <summary>Chooses the sorters: the only place that knows which there are.</summary>
    private void SortAndVisit(bool toAll, Timestamp now)
    {
        IndexSet candidates = toAll ? _dirty : _candidates;
        DrfRoleOrder roles = new(_roleWalk);
        DrfClientOrder clients = new(_roles, _clientWalk);
        NoTrace trace = default;
        VisitAll(candidates, ref roles, ref clients, ref trace, now);
    }

    private void VisitAll<TRoles, TClients, TTrace>(
        IndexSet candidates, ref TRoles roles, ref TClients clients, ref TTrace trace,
        Timestamp now)
        where TRoles : struct, IRoleOrder
        where TClients : struct, IClientOrder
        where TTrace : struct, IRunTrace
    {
        SumHeadroom();
        _ranGuarantees = _quota.IsOn && _quota.NeedyCount > 0;
        ReadOnlySpan<AgentSorter.Entry> order;
        if (_ranGuarantees)
        {
            order = VisitingOrder(candidates, RunStage.Guarantees);
            for (int i = 0; i < order.Length && _quota.NeedyCount > 0; i++)
            {
                VisitInPieces(
                    order[i].Agent, RunStage.Guarantees, ref roles, ref clients, ref trace, now);
            }
        }

        order = VisitingOrder(candidates, RunStage.FairShare);
        for (int i = 0; i < order.Length; i++)
        {
            if (i % AgentsAhead == 0)
            {
                FetchAhead(order[i..Math.Min(i + AgentsAhead, order.Length)]);
            }

            Visit(order[i].Agent, ref roles, ref clients, ref trace, now);
        }
    }

    /// <summary>
    /// Reads something of each agent that is about to be visited. The order is random, so that
    /// every row is a cache miss; here the misses of many agents overlap, in the visits they would
    /// queue up.
    /// </summary>
    private void FetchAhead(ReadOnlySpan<AgentSorter.Entry> agents)
    {
        long sum = 0;
        foreach (AgentSorter.Entry entry in agents)
        {
            sum += _agents.Fetch(entry.Agent) + _offers.Lists.FirstOnAgent(entry.Agent);
        }

        Fetched = sum;
    }

    /// <summary>The dirty ones among the candidates, in the order of this run.</summary>
    private ReadOnlySpan<AgentSorter.Entry> VisitingOrder(IndexSet candidates, RunStage stage)
    {
        if (_visiting.Length < candidates.Count)
        {
            _visiting = new int[Math.Max(candidates.Count, _visiting.Length * 2)];
        }

        int count = 0;
        bool allAreDirty = candidates == _dirty;
        for (int agent = candidates.Next(0); agent >= 0; agent = candidates.Next(agent + 1))
        {
            if (allAreDirty || _dirty.Contains(agent))
            {
                _visiting[count++] = agent;
            }
        }

        ReadOnlySpan<int> agents = _visiting.AsSpan(0, count);
        if (Options.PlacementOrder != PlacementOrder.Seed)
        {
            return ByFree(agents);
        }

        // Stage 1 has an order of its own: another seed.
        ulong seed = stage == RunStage.FairShare ? Options.Seed : ~Options.Seed;
        return Options.VisitOrder == AgentVisitOrder.Seeded
            ? _sorter.Seeded(agents, _agents, seed, Runs)
            : _sorter.Ranked(agents, Ranks(agents));
    }

    /// <summary>
    /// Recomputes shares after the cell's total changed, and ranks after names came or went, once a
    /// run and only then. O(roles + clients).
    /// </summary>
    private void RestoreOrder()
    {
        if (!_totalIsStale && !_orderIsStale && !_frameworkNames.IsStale && !_roles.Names.IsStale)
        {
            return;
        }

        if (_countedTotal.Length != _cellTotal.Length)
        {
            _countedTotal = new long[_cellTotal.Length];
        }

        for (int i = 0; i < _cellTotal.Length; i++)
        {
            _countedTotal[i] = i < _excluded.Length && _excluded[i] ? 0 : _cellTotal[i];
        }

        _roles.Book.SetTotal(_countedTotal);
        _clients.Book.SetTotal(_countedTotal);
        _roles.RestoreRanks();
        RestoreClients();
        _roles.Rebuild();
        _roles.Names.RanksWereTaken();
        _frameworkNames.RanksWereTaken();
        _totalIsStale = false;
        _orderIsStale = false;
    }

    private void RestoreClients()
    {
        int rank = 0;
        foreach (NameOrder.Entry entry in _frameworkNames.Sorted())
        {
            for (int c = _frameworks[entry.Row].FirstClient; c >= 0;
                c = _clients[c].NextOfFramework)
            {
                _clients.Book[c].Rank = rank;
            }

            rank++;
        }
    }

    /// <summary>
    /// Places in a fixed visiting order. O(agents log agents): these orders are for tests.
    /// </summary>
    private ReadOnlySpan<long> Ranks(ReadOnlySpan<int> agents)
    {
        if (_ranks.Length < _agents.End)
        {
            _ranks = new long[_agents.End];
        }

        for (int i = 0; i < agents.Length; i++)
        {
            _ranks[agents[i]] = _agents.SequenceOf(agents[i]);
        }

        if (Options.VisitOrder != AgentVisitOrder.ByAddition)
        {
            RankByName(agents, isDescending: Options.VisitOrder != AgentVisitOrder.ByName);
        }

        return _ranks;
    }

    private void RankByName(ReadOnlySpan<int> agents, bool isDescending)
    {
        NameOrder.Entry[] names = new NameOrder.Entry[agents.Length];
        for (int i = 0; i < agents.Length; i++)
        {
            names[i] = new NameOrder.Entry(_agents.NameOf(agents[i]), agents[i]);
        }

        Array.Sort(names);
        for (int i = 0; i < names.Length; i++)
        {
            _ranks[names[i].Row] = isDescending ? names.Length - 1 - i : i;
        }
    }

    /// <summary>
    /// Agents by what is free on them, see <see cref="PlacementOrder"/>. O(agents log agents).
    /// </summary>
    private ReadOnlySpan<AgentSorter.Entry> ByFree(ReadOnlySpan<int> agents)
    {
        if (_byFree.Length < agents.Length)
        {
            _byFree = new FreeAgent[Math.Max(agents.Length, _byFree.Length * 2)];
        }

        for (int i = 0; i < agents.Length; i++)
        {
            DominantShare free = ResourceVector.FromLanes(_agents.Free(agents[i]))
                .DominantShare(ResourceVector.FromLanes(_countedTotal));
            _byFree[i] = new FreeAgent(
                free, _agents.SequenceOf(agents[i]), agents[i],
                Options.PlacementOrder == PlacementOrder.Spread);
        }

        Span<FreeAgent> all = _byFree.AsSpan(0, agents.Length);
        all.Sort();
        if (_ranks.Length < _agents.End)
        {
            _ranks = new long[_agents.End];
        }

        for (int i = 0; i < all.Length; i++)
        {
            _ranks[all[i].Agent] = i;
        }

        return _sorter.Ranked(agents, _ranks);
    }

    private readonly record struct FreeAgent(
        DominantShare Free, long Sequence, int Agent, bool MostFirst) : IComparable<FreeAgent>
    {
        public int CompareTo(FreeAgent other)
        {
            int order = MostFirst ? other.Free.CompareTo(Free) : Free.CompareTo(other.Free);
            return order != 0 ? order : Sequence.CompareTo(other.Sequence);
        }
    }
}
