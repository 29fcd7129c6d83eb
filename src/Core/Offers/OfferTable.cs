using System;

namespace Offers;

/// <summary>
/// The open offers. Each is in the lists of its agent and its client and, in order of age, in one
/// list of all: the time-out is the same for all, so that the oldest is always the first to run
/// out.
/// </summary>
internal sealed class OfferTable(int strides)
{
    private readonly LaneTable _amounts = new(strides);
    private readonly RowPool _rows = new();
    private Row[] _table = [];
    private int _youngest = -1;

    internal struct Row
    {
        internal uint Generation;
        internal int Younger;
        internal int Older;
        internal long MadeAt;
    }

    internal PairLists Lists { get; } = new();

    internal int Count => _rows.InUse;

    internal int Oldest { get; private set; } = -1;

    internal ref readonly Row this[int offer] => ref _table[offer];

    internal ReadOnlySpan<long> Amounts(int offer) => _amounts.Row(offer);

    internal OfferId IdOf(int offer) => new(offer, _table[offer].Generation);

    internal bool IsOpen(OfferId id) =>
        (uint)id.Index < (uint)_rows.End && _table[id.Index].Generation == id.Generation
        && Lists.IsLinked(id.Index);

    internal void Widen(int strides) => _amounts.Widen(strides);

    internal int Add(int client, int agent, ReadOnlySpan<long> amounts, Timestamp now)
    {
        int offer = _rows.Take();
        if (offer >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, _table.Length * 2));
            _amounts.EnsureRows(_table.Length);
        }

        amounts.CopyTo(_amounts.Row(offer));
        ref Row row = ref _table[offer];
        row.Generation++;
        row.Older = _youngest;
        row.Younger = -1;
        row.MadeAt = now.Ticks;
        if (_youngest >= 0)
        {
            _table[_youngest].Younger = offer;
        }
        else
        {
            Oldest = offer;
        }

        _youngest = offer;
        Lists.Link(offer, client, agent);
        return offer;
    }

    internal void Close(int offer)
    {
        ref Row row = ref _table[offer];
        if (row.Older >= 0)
        {
            _table[row.Older].Younger = row.Younger;
        }
        else
        {
            Oldest = row.Younger;
        }

        if (row.Younger >= 0)
        {
            _table[row.Younger].Older = row.Older;
        }
        else
        {
            _youngest = row.Older;
        }

        Lists.Unlink(offer);
        _rows.Return(offer);
    }
}
