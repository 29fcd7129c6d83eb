using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// The agents' books: total, out (offered or allocated) and free, by dense index.
/// </summary>
/// <remarks>
/// Invariant: (A1) free = max(total - out, 0), lane by lane: over-allocation, after a total shrank,
/// is legal.
/// </remarks>
internal sealed class AgentTable(int strides)
{
    private readonly LaneTable _total = new(strides);
    private readonly LaneTable _out = new(strides);
    private readonly LaneTable _free = new(strides);
    private readonly RowPool _rows = new();
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private Row[] _table = [];
    private long _added;

    internal struct Row
    {
        internal string? Name;
        internal ulong NameHash;
        internal long Sequence;
        internal uint Generation;
        internal bool Active;
        internal bool HasGpus;
        internal int FirstFilter;
    }

    internal int End => _rows.End;

    internal int Count => _rows.InUse;

    internal ref Row this[int agent] => ref _table[agent];

    internal ReadOnlySpan<long> Total(int agent) => _total.Row(agent);

    internal ReadOnlySpan<long> Out(int agent) => _out.Row(agent);

    internal ReadOnlySpan<long> Free(int agent) => _free.Row(agent);

    /// <summary>
    /// Brings an agent's rows into the cache, both ends, as a row may lie across two lines. The
    /// number has no meaning.
    /// </summary>
    internal long Fetch(int agent)
    {
        Span<long> free = _free.Row(agent);
        Span<long> taken = _out.Row(agent);
        return free[0] + free[^1] + taken[0] + taken[^1] + _table[agent].FirstFilter;
    }

    internal bool IsFree(int agent) => !Lanes.IsZero(_free.Row(agent));

    internal bool IsLive(int agent) => _table[agent].Name is not null;

    internal bool IsValid(AgentId id) =>
        (uint)id.Index < (uint)End && _table[id.Index].Generation == id.Generation
        && IsLive(id.Index);

    internal AgentId IdOf(int agent) => new(agent, _table[agent].Generation);

    internal bool TryFind(string name, out int agent) => _byName.TryGetValue(name, out agent);

    internal void Widen(int strides)
    {
        _total.Widen(strides);
        _out.Widen(strides);
        _free.Widen(strides);
    }

    internal int Add(string name, ReadOnlySpan<long> total)
    {
        int agent = _rows.Take();
        if (agent >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
            _total.EnsureRows(_table.Length);
            _out.EnsureRows(_table.Length);
            _free.EnsureRows(_table.Length);
        }

        _byName.Add(name, agent);
        _table[agent] = new Row
        {
            Name = name,
            NameHash = StableHash.Of(name),
            Sequence = _added++,
            Generation = _table[agent].Generation + 1,
            Active = true,
            FirstFilter = -1,
        };
        _out.Row(agent).Clear();
        SetTotal(agent, total);
        return agent;
    }

    internal void SetTotal(int agent, ReadOnlySpan<long> total)
    {
        total.CopyTo(_total.Row(agent));
        RestoreFree(agent);
    }

    internal void Remove(int agent)
    {
        _byName.Remove(_table[agent].Name!);
        _table[agent].Name = null;
        _total.Row(agent).Clear();
        _out.Row(agent).Clear();
        _free.Row(agent).Clear();
        _rows.Return(agent);
    }

    /// <summary>
    /// Takes free amounts. That keeps (A1) without a look at the total: a lane whose out exceeds
    /// its total has nothing free, and in any other both sides fall by what is taken.
    /// </summary>
    internal void Take(int agent, ReadOnlySpan<long> amounts)
    {
        Lanes.Add(_out.Row(agent), amounts);
        Lanes.Subtract(_free.Row(agent), amounts);
    }

    internal void GiveBack(int agent, ReadOnlySpan<long> amounts)
    {
        Lanes.Subtract(_out.Row(agent), amounts);
        RestoreFree(agent);
    }

    private void RestoreFree(int agent) =>
        Lanes.Remainder(_total.Row(agent), _out.Row(agent), _free.Row(agent));
}
