using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The agents' books: total and balance, which is total less out (offered or allocated), by dense
/// index. To offer an agent and to get it back then touches one row, and that row is what is free.
/// </summary>
/// <remarks>
/// Invariants: (A1) free = max(balance, 0), lane by lane: over-allocation, after a total shrank, is
/// legal and makes a lane of the balance negative; (A2) a row says IsOver exactly while a lane is;
/// (A3) <see cref="Excess"/> is the sum of max(-balance, 0) over all agents.
/// </remarks>
internal sealed partial class AgentTable(int strides, bool keepsPlaces)
{
    private readonly LaneTable _total = new(strides);
    private readonly LaneTable _balance = new(strides);
    private readonly RowPool _rows = new();
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private Row[] _table = [];
    private Label[] _labels = [];
    private AgentMarks?[] _marks = [];
    private ulong[] _nameHashes = [];
    private long[] _excess = new long[strides * ResourceSchema.LanesPerStride];
    private long[] _free = new long[strides * ResourceSchema.LanesPerStride];
    private long[] _out = new long[strides * ResourceSchema.LanesPerStride];
    private readonly Dictionary<string, long>? _firstAdded = keepsPlaces
        ? new Dictionary<string, long>(StringComparer.Ordinal)
        : null;

    private readonly List<string> _places = [];

    /// <summary>What a visit reads; 16 bytes, as visits come in random order.</summary>
    internal struct Row
    {
        internal int FirstFilter;
        internal uint Generation;
        internal bool Live;
        internal bool Active;

        /// <summary>Whether there is no whitelist, or its host is on it.</summary>
        internal bool Listed;
        internal bool IsOver;

        /// <summary>It has items beyond plain scalars, see <see cref="Marks"/>.</summary>
        internal bool IsMarked;
        internal AgentTraits Traits;

        internal readonly bool IsOfferable => Active && Listed;
    }

    /// <summary>What picky frameworks and explanations read.</summary>
    internal record struct Label(
        string Name,
        long Sequence,
        string Hostname,
        AgentAttributes Attributes,
        Domain? Domain,
        AgentCapabilities Capabilities);

    internal int End => _rows.End;

    internal int Count => _rows.InUse;

    internal ref Row this[int agent] => ref _table[agent];

    /// <summary>
    /// What is out beyond the totals, by kind: with it, the cell's total bounds what is held.
    /// </summary>
    internal ReadOnlySpan<long> Excess => _excess;

    internal string NameOf(int agent) => _labels[agent].Name;

    internal ref Label LabelOf(int agent) => ref _labels[agent];

    /// <summary>The items of an agent; meaningful while its row is marked.</summary>
    internal AgentMarks Marks(int agent) => _marks[agent] ??= new AgentMarks();

    internal long SequenceOf(int agent) => _labels[agent].Sequence;

    internal ulong NameHashOf(int agent) => _nameHashes[agent];

    internal ReadOnlySpan<long> Total(int agent) => _total.Row(agent);

    /// <summary>What is out; valid until the next call.</summary>
    internal ReadOnlySpan<long> Out(int agent)
    {
        Total(agent).CopyTo(_out);
        Lanes.Subtract(_out, _balance.Row(agent));
        return _out;
    }

    /// <summary>What is free; of an over-allocated agent valid until the next call.</summary>
    internal ReadOnlySpan<long> Free(int agent)
    {
        Span<long> balance = _balance.Row(agent);
        if (!_table[agent].IsOver)
        {
            return balance;
        }

        Lanes.Positive(balance, _free);
        return _free;
    }

    /// <summary>
    /// Brings an agent's rows into the cache, both ends, as a row may lie across two lines. The
    /// number has no meaning.
    /// </summary>
    internal long Fetch(int agent)
    {
        Span<long> balance = _balance.Row(agent);
        ref Row row = ref _table[agent];
        long items = row.IsMarked ? Marks(agent).Fetch() : 0;
        return balance[0] + balance[^1] + row.FirstFilter + items;
    }

    internal bool IsFree(int agent) => !Lanes.IsZero(Free(agent))
        || (_table[agent].IsMarked && !Marks(agent).Free.IsEmpty);

    internal bool IsLive(int agent) => _table[agent].Live;

    internal bool IsValid(AgentId id) =>
        (uint)id.Index < (uint)End && _table[id.Index].Generation == id.Generation
        && IsLive(id.Index);

    internal AgentId IdOf(int agent) => new(agent, _table[agent].Generation);

    internal bool TryFind(string name, out int agent) => _byName.TryGetValue(name, out agent);

    internal void Widen(int strides)
    {
        _total.Widen(strides);
        _balance.Widen(strides);
        Array.Resize(ref _excess, _total.Width);
        Array.Resize(ref _free, _total.Width);
        Array.Resize(ref _out, _total.Width);
    }

    internal int Add(string name, ReadOnlySpan<long> total)
    {
        int agent = _rows.Take();
        EnsureRow(agent);
        Put(agent, name, total);
        return agent;
    }

    private void EnsureRow(int agent)
    {
        if (agent >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, Math.Max(agent + 1, _table.Length * 2)));
            Array.Resize(ref _labels, _table.Length);
            Array.Resize(ref _marks, _table.Length);
            Array.Resize(ref _nameHashes, _table.Length);
            _total.EnsureRows(_table.Length);
            _balance.EnsureRows(_table.Length);
        }
    }

    private void Put(int agent, string name, ReadOnlySpan<long> total)
    {
        _byName.Add(name, agent);
        _labels[agent] = new Label(
            name, PlaceOf(name), name, AgentAttributes.Empty, null, AgentCapabilities.All);
        _nameHashes[agent] = StableHash.Of(name);
        _table[agent] = new Row
        {
            Generation = _table[agent].Generation + 1,
            Live = true,
            Active = true,
            Listed = true,
            FirstFilter = -1,
        };
        total.CopyTo(_total.Row(agent));
        total.CopyTo(_balance.Row(agent));
    }

    /// <summary>
    /// Where orders of addition keep places, an agent that comes back has its first one; elsewhere
    /// nobody asks.
    /// </summary>
    private long PlaceOf(string name)
    {
        if (_firstAdded is null)
        {
            return 0;
        }

        if (!_firstAdded.TryGetValue(name, out long place))
        {
            place = _places.Count;
            _firstAdded.Add(name, place);
            _places.Add(name);
        }

        return place;
    }

    internal void SetTotal(int agent, ReadOnlySpan<long> total)
    {
        CountExcess(agent, -1);
        Lanes.Subtract(_balance.Row(agent), _total.Row(agent));
        Lanes.Add(_balance.Row(agent), total);
        total.CopyTo(_total.Row(agent));
        _table[agent].IsOver = Lanes.IsAnyNegative(_balance.Row(agent));
        CountExcess(agent, 1);
    }

    /// <summary>Sets an agent's total of items that are not plain scalars.</summary>
    internal void SetMarked(int agent, ItemBag items)
    {
        ref Row row = ref _table[agent];
        if (!row.IsMarked && items.IsEmpty)
        {
            return;
        }

        Marks(agent).SetTotal(items);
        row.IsMarked = Marks(agent).IsNeeded;
    }

    /// <summary>Counts items as out.</summary>
    internal void TakeMarked(int agent, ItemBag? items)
    {
        if (items is { IsEmpty: false })
        {
            Marks(agent).Take(items);
            _table[agent].IsMarked = true;
        }
    }

    /// <summary>
    /// Forgets what nobody known has claimed, so that nothing of the agent is out any more.
    /// </summary>
    internal void ForgetClaims(int agent)
    {
        CountExcess(agent, -1);
        _total.Row(agent).CopyTo(_balance.Row(agent));
        _table[agent].IsOver = false;
    }

    /// <summary>Removes an agent of which nothing is out.</summary>
    internal void Remove(int agent)
    {
        _marks[agent]?.Clear();
        _byName.Remove(_labels[agent].Name);
        _labels[agent] = default;
        _table[agent].Live = false;
        _total.Row(agent).Clear();
        _balance.Row(agent).Clear();
        _rows.Return(agent);
    }

    /// <summary>Takes free amounts: lanes that are negative stay as they are.</summary>
    internal void Take(int agent, ReadOnlySpan<long> amounts) =>
        Lanes.Subtract(_balance.Row(agent), amounts);

    /// <summary>Takes what somebody reports to hold, be it there or not.</summary>
    internal void Claim(int agent, ReadOnlySpan<long> amounts)
    {
        CountExcess(agent, -1);
        Lanes.Subtract(_balance.Row(agent), amounts);
        _table[agent].IsOver = Lanes.IsAnyNegative(_balance.Row(agent));
        CountExcess(agent, 1);
    }

    internal void GiveBack(int agent, ReadOnlySpan<long> amounts)
    {
        if (!_table[agent].IsOver)
        {
            Lanes.Add(_balance.Row(agent), amounts);
            return;
        }

        CountExcess(agent, -1);
        Lanes.Add(_balance.Row(agent), amounts);
        _table[agent].IsOver = Lanes.IsAnyNegative(_balance.Row(agent));
        CountExcess(agent, 1);
    }

    /// <summary>Takes an agent's part out of (A3), or puts it back.</summary>
    private void CountExcess(int agent, int sign)
    {
        if (!_table[agent].IsOver)
        {
            return;
        }

        Span<long> balance = _balance.Row(agent);
        for (int i = 0; i < balance.Length; i++)
        {
            _excess[i] -= sign * Math.Min(balance[i], 0);
        }
    }
}
