using System;

namespace Offers;

/// <summary>
/// Refuse filters: each hides from one client offers of one agent that its refused resources
/// contain. 32 bytes each, in chunks, so that millions leave no slack; no timer each, but stamps
/// on one timing wheel.
/// </summary>
/// <remarks>
/// A filter is <i>live</i> while it refuses a vector and has its client's epoch. Clearing a
/// client's filters bumps the epoch in O(1); what died lazily leaves the agent's list when that is
/// next walked and the wheel when its slot comes, and a sweep removes the dead when they outnumber
/// the living, so that memory stays within twice the live filters. Invariants: (F1) a client's
/// FilterCount is the number of its live filters; (F2) a row is reused only when it is neither in
/// an agent's list nor in the wheel.
/// </remarks>
internal sealed partial class FilterTable
{
    private const int NotLinked = -2;
    private const int SweepSlack = 1024;

    /// <summary>The epoch in which a client has no filters, dead ones included.</summary>
    private const ushort NoEpoch = ushort.MaxValue;

    /// <summary>
    /// In place of a batch count: a filter that outlasts the interval waits for none.
    /// </summary>
    private const ushort Lasting = 0x8000;

    private readonly RefusedPool _refused;
    private readonly RowPool _rows = new();
    private readonly TimingWheel<Timed> _wheel;
    private readonly AgentTable _agents;
    private readonly ClientTable _clients;
    private readonly IndexSet _cleared;
    private readonly IndexSet _afterBatch = new();
    private readonly ChunkedRows<Row> _table = new();
    private int _dead;
    private long _endedAt;
    private ushort _batch;

    /// <summary>Creates an empty table.</summary>
    /// <param name="strides">Strides of a vector.</param>
    /// <param name="agents">Heads of the agents' lists.</param>
    /// <param name="clients">Epochs and counts.</param>
    /// <param name="cleared">Receives the agents of filters that ran out.</param>
    internal FilterTable(int strides, AgentTable agents, ClientTable clients, IndexSet cleared)
    {
        _refused = new RefusedPool(strides);
        _agents = agents;
        _clients = clients;
        _cleared = cleared;
        _wheel = new TimingWheel<Timed>(new Timed(this));
    }

    private struct Row
    {
        internal long Deadline;
        internal int Client;
        internal int Agent;
        internal int NextOnAgent;
        internal int NextInWheel;

        /// <summary>The refused vector, or -1 when the filter has died.</summary>
        internal int Refused;
        internal ushort Epoch;

        /// <summary>
        /// The batch count at installation, for filters no longer than the interval.
        /// </summary>
        internal ushort Batch;
    }

    /// <summary>
    /// Live filters. A row that waits in a list only to be taken out does not count.
    /// </summary>
    internal int Count { get; private set; }

    internal int Rows => _rows.InUse;

    /// <summary>No filter runs out before this moment.</summary>
    internal long NotBefore => _wheel.NotBefore;

    /// <summary>True when the end of the next batch ends a filter.</summary>
    internal bool WaitsForBatch
    {
        get
        {
            int row = _afterBatch.Next(0);
            while (row >= 0 && !IsLive(in _table[row]))
            {
                _afterBatch.Remove(row);
                FreeIfUnlinked(row);
                row = _afterBatch.Next(row + 1);
            }

            return row >= 0;
        }
    }

    internal void Widen(int strides) => _refused.Widen(strides);

    /// <summary>
    /// Installs a filter until now + max(interval, duration). One no longer than the interval
    /// lasts, beyond that, through one batch (MESOS-4302): declining for a second must not mean not
    /// declining at all.
    /// </summary>
    internal void Add(
        int client, int agent, Portion refused, Timestamp now, TimeSpan duration,
        TimeSpan interval)
    {
        bool isShort = duration <= interval;
        Timestamp deadline = now + (isShort ? interval : duration);
        _wheel.Add(Insert(client, agent, refused, deadline, isShort));
    }

    /// <summary>Lets filters run out whose deadline is not after the moment.</summary>
    internal void Advance(Timestamp now)
    {
        _endedAt = now.Ticks;
        _wheel.Advance(now.Ticks);
    }

    /// <summary>Counts batches as run and lets go of the filters that waited for one.</summary>
    internal void EndBatches(long count)
    {
        _batch += (ushort)count;
        for (int row = _afterBatch.Next(0); row >= 0; row = _afterBatch.Next(row + 1))
        {
            _afterBatch.Remove(row);
            RunOut(row);
        }
    }

    /// <summary>
    /// Stamps every client from which a live filter hides the agent's offer, and takes dead filters
    /// out of the agent's list. O(filters on the agent).
    /// </summary>
    /// <param name="agent">The agent.</param>
    /// <param name="offer">
    /// Plain scalars only; the empty span stamps every client with a live filter there, to be asked
    /// about with <see cref="Hides"/>.
    /// </param>
    /// <param name="visit">The stamp.</param>
    internal void MarkHidden(int agent, ReadOnlySpan<long> offer, long visit)
    {
        ref int link = ref _agents[agent].FirstFilter;
        while (link >= 0)
        {
            int current = link;
            ref Row row = ref _table[current];
            if (!IsLive(in row))
            {
                link = row.NextOnAgent;
                row.NextOnAgent = NotLinked;
                FreeIfUnlinked(current);
                continue;
            }

            ref ClientTable.Row client = ref _clients[row.Client];
            if (client.HiddenInVisit != visit && Lanes.Fits(offer, _refused[row.Refused]))
            {
                client.HiddenInVisit = visit;
            }

            link = ref row.NextOnAgent;
        }
    }

    /// <summary>Clears all filters of a client: O(1), amortised.</summary>
    internal void ClearClient(int client)
    {
        ref ClientTable.Row row = ref _clients[client];
        if (row.FilterCount == 0)
        {
            return;
        }

        Count -= row.FilterCount;
        _dead += row.FilterCount;
        row.FilterCount = 0;
        row.FilterEpoch++;
        if (row.FilterEpoch == NoEpoch)
        {
            // No filter bears this epoch, so that the sweep takes all of the client's before epochs
            // recur.
            Sweep();
            row.FilterEpoch = 0;
        }
        else if (_dead > Count + SweepSlack)
        {
            Sweep();
        }
    }

    /// <summary>Clears all filters on an agent. O(their number).</summary>
    internal void ClearAgent(int agent)
    {
        ref int head = ref _agents[agent].FirstFilter;
        while (head >= 0)
        {
            int current = head;
            ref Row row = ref _table[current];
            head = row.NextOnAgent;
            row.NextOnAgent = NotLinked;
            if (IsLive(in row))
            {
                Die(ref row);
                _dead++;
            }

            FreeIfUnlinked(current);
        }
    }

    /// <summary>
    /// Counts the live filters of one client on one agent. For explanations and tests.
    /// </summary>
    internal int CountOf(int client, int agent)
    {
        int count = 0;
        for (int i = _agents[agent].FirstFilter; i >= 0; i = _table[i].NextOnAgent)
        {
            count += IsSeen(in _table[i]) && _table[i].Client == client ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// True when a live filter of the client hides the offer: its refused resources contain it.
    /// O(filters on the agent).
    /// </summary>
    internal bool Hides(int client, int agent, Portion offer)
    {
        for (int i = _agents[agent].FirstFilter; i >= 0; i = _table[i].NextOnAgent)
        {
            if (HidesAt(in _table[i], client, offer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// When the last filter that hides the offer from now on will have run its time, in ticks; 0
    /// for none.
    /// </summary>
    internal long EndOfHiding(int client, int agent, Portion offer, Timestamp now)
    {
        long end = 0;
        for (int i = _agents[agent].FirstFilter; i >= 0; i = _table[i].NextOnAgent)
        {
            ref readonly Row row = ref _table[i];
            bool isOver = row.Deadline <= now.Ticks && row.Batch != ThisBatch;
            if (!isOver && HidesAt(in row, client, offer))
            {
                end = Math.Max(end, row.Deadline);
            }
        }

        return end;
    }

    private ushort ThisBatch => (ushort)(_batch & ~Lasting);

    private bool IsLive(ref readonly Row row) =>
        row.Refused >= 0 && row.Epoch == _clients[row.Client].FilterEpoch;

    /// <summary>
    /// A moment ahead of the last run from which the filters are looked at: those that will have
    /// ended by then are not there. To look changes nothing.
    /// </summary>
    internal long SeenFrom { get; set; } = long.MinValue;

    private bool IsSeen(ref readonly Row row) =>
        IsLive(in row) && (row.Deadline > SeenFrom || row.Batch == ThisBatch);

    private bool HidesAt(ref readonly Row row, int client, Portion offer) =>
        IsSeen(in row) && row.Client == client
        && Lanes.Fits(offer.Plain, _refused[row.Refused])
        && (offer.Marked.IsEmpty
            || (_refused.Marked(row.Refused)?.Contains(offer.Marked) ?? false));

    private int Insert(int client, int agent, Portion refused, Timestamp deadline, bool isShort)
    {
        int row = _rows.Take();
        _table.EnsureRow(row);
        _table[row] = new Row
        {
            Deadline = deadline.Ticks,
            Client = client,
            Agent = agent,
            NextOnAgent = _agents[agent].FirstFilter,
            Refused = _refused.Take(refused.Plain, refused.Marked),
            Epoch = _clients[client].FilterEpoch,
            Batch = isShort ? ThisBatch : Lasting,
        };
        _agents[agent].FirstFilter = row;
        _clients[client].FilterCount++;
        Count++;
        return row;
    }

    private void OnDue(int filter)
    {
        ref Row row = ref _table[filter];
        row.NextInWheel = NotLinked;
        if (!IsLive(in row))
        {
            FreeIfUnlinked(filter);
        }
        else if (row.Batch == ThisBatch)
        {
            _afterBatch.Add(filter);
        }
        else
        {
            RunOut(filter);
        }
    }

    private bool TryDrop(int filter)
    {
        ref Row row = ref _table[filter];
        if (IsLive(in row))
        {
            return false;
        }

        row.NextInWheel = NotLinked;
        FreeIfUnlinked(filter);
        return true;
    }

    private void RunOut(int filter)
    {
        ref Row row = ref _table[filter];
        if (IsLive(in row))
        {
            _cleared.Add(row.Agent);
            Die(ref row);
            _dead++;
        }

        FreeIfUnlinked(filter);
    }

    private void Die(ref Row row)
    {
        _clients[row.Client].FilterCount--;
        Count--;
        _refused.Release(row.Refused);
        row.Refused = -1;
    }

    /// <summary>Restores (F2) for a dead row that may have left its last list.</summary>
    private void FreeIfUnlinked(int filter)
    {
        ref Row row = ref _table[filter];
        if (row.NextOnAgent != NotLinked || row.NextInWheel != NotLinked
            || _afterBatch.Contains(filter))
        {
            return;
        }

        if (row.Refused >= 0)
        {
            _refused.Release(row.Refused);
            row.Refused = -1;
        }

        _dead--;
        _rows.Return(filter);
        row.Client = -1;
    }

    /// <summary>
    /// Takes all dead rows out of all lists by linking the living anew. O(rows + agents).
    /// </summary>
    private void Sweep()
    {
        for (int agent = 0; agent < _agents.End; agent++)
        {
            _agents[agent].FirstFilter = -1;
        }

        _wheel.Clear();
        for (int i = 0; i < _rows.End; i++)
        {
            ref Row row = ref _table[i];
            if (row.Client >= 0)
            {
                Relink(i, ref row);
            }
        }
    }

    private void Relink(int filter, ref Row row)
    {
        bool waits = _afterBatch.Contains(filter);
        if (!IsLive(in row))
        {
            _afterBatch.Remove(filter);
            row.NextOnAgent = NotLinked;
            row.NextInWheel = NotLinked;
            FreeIfUnlinked(filter);
            return;
        }

        row.NextOnAgent = _agents[row.Agent].FirstFilter;
        _agents[row.Agent].FirstFilter = filter;
        if (!waits)
        {
            _wheel.Add(filter);
        }
    }

    /// <summary>The wheel's view of the table.</summary>
    private readonly struct Timed(FilterTable table) : ITimedItems
    {
        public ref int NextInWheel(int item) => ref table._table[item].NextInWheel;

        public long DeadlineOf(int item) => table._table[item].Deadline;

        public void Due(int item) => table.OnDue(item);

        public bool TryDrop(int item) => table.TryDrop(item);
    }
}
