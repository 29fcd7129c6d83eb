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
    private readonly RandomSorter _random;
    private readonly HierarchicalSorter _hierarchical;
    private readonly IndexSet _holders = new();

    /// <summary>
    /// Agents added while paused, after a run over all was asked for: it is not about them.
    /// </summary>
    private readonly IndexSet _lateComers = new();
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
    private bool _isBatch;

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
        IsPaused ? _recovery.Deadline
        : _dirty.Count > 0 || _filters.WaitsForBatch || _runIsPending || _maintenance.IsAny
            || (_free.Count > 0 && (_allFreeAreDirty || (_moved && LooksBeyondAgents)))
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
    /// cost follows what changed since the last run. While paused it makes no offer and does not
    /// count as a run.
    /// </summary>
    /// <returns>How many effects it put into the outbox.</returns>
    public int RunBatch(Timestamp now)
    {
        Enter(now);
        EndFilters(now);
        if (IsPaused)
        {
            // Filters end by time, whether runs are paused or not.
            _filters.EndBatches(1);
            MarkFilterEndsDirty();
            return 0;
        }

        _lateComers.Clear();
        _isBatch = true;
        int offers = Run(now, toAll: true);
        _isBatch = false;
        _filters.EndBatches(1);
        MarkFilterEndsDirty();
        return offers;
    }

    /// <summary>
    /// Counts batches as run that provably do nothing (<see cref="NextBatchThatMatters"/>), so that
    /// a quiet month costs nothing and decides the same as if each had run; while paused there are
    /// none to count. O(1).
    /// </summary>
    /// <param name="count">How many; at least 0.</param>
    /// <exception cref="InvalidOperationException">A batch now would matter.</exception>
    public void SkipBatches(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return; // No batch ends no filter that waits for one.
        }

        if (IsPaused)
        {
            _filters.EndBatches(count);
            MarkFilterEndsDirty();
            return;
        }

        if (NextBatchThatMatters.Ticks <= _lastTime)
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
        _lateComers.Clear();
        _allAreCandidates = false;
        _runIsPending = false;
        _runIsFresh = true;
        Runs++;
        return Outbox.Count - before;
    }

    /// <summary>Chooses the role sorter: with the next, all that knows which there are.</summary>
    private void SortAndVisit(bool toAll, Timestamp now)
    {
        IndexSet candidates = toAll ? _dirty : _candidates;
        switch (Options.RoleSorter)
        {
            case SorterKind.Random:
                RandomRoleOrder random = new(_random);
                SortAndVisit(candidates, ref random, now);
                break;
            case SorterKind.HierarchicalDrf:
                HierarchicalRoleOrder hierarchical = new(_hierarchical);
                SortAndVisit(candidates, ref hierarchical, now);
                break;
            default:
                DrfRoleOrder drf = new(_roleWalk);
                SortAndVisit(candidates, ref drf, now);
                break;
        }
    }

    private void SortAndVisit<TRoles>(IndexSet candidates, ref TRoles roles, Timestamp now)
        where TRoles : struct, IRoleOrder
    {
        if (Options.FrameworkSorter == SorterKind.Random)
        {
            RandomClientOrder random = new(_random);
            VisitAll(candidates, ref roles, ref random, now);
        }
        else
        {
            DrfClientOrder drf = new(_roles, _clientWalk);
            VisitAll(candidates, ref roles, ref drf, now);
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
}
