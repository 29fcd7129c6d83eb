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
    private readonly BagTable _marked = new();
    private readonly RowPool _rows = new();
    private Row[] _table = [];
    private int _youngest = -1;

    internal struct Row
    {
        internal uint Generation;
        internal int Younger;
        internal int Older;
        internal long MadeAt;

        /// <summary>The run that made it.</summary>
        internal long Run;

        /// <summary>The place of its effect in that run's outbox.</summary>
        internal int Effect;
        internal bool IsMarked;

        /// <summary>A part of it was returned, or turned into something else.</summary>
        internal bool IsChanged;
    }

    internal PairLists Lists { get; } = new();

    internal int Count => _rows.InUse;

    internal int Oldest { get; private set; } = -1;

    internal ref Row this[int offer] => ref _table[offer];

    internal ReadOnlySpan<long> Amounts(int offer) => _amounts.Row(offer);

    /// <summary>The offer's items; null when it has plain scalars only.</summary>
    internal ItemBag? Marked(int offer) => _table[offer].IsMarked ? _marked.Find(offer) : null;

    internal OfferId IdOf(int offer) => new(offer, _table[offer].Generation);

    internal bool IsOpen(OfferId id) =>
        (uint)id.Index < (uint)_rows.End && _table[id.Index].Generation == id.Generation
        && Lists.IsLinked(id.Index);

    internal void Widen(int strides) => _amounts.Widen(strides);

    internal int Add(
        int client, int agent, ReadOnlySpan<long> amounts, ItemBag? marked, long run,
        Timestamp now)
    {
        int offer = _rows.Take();
        EnsureRow(offer);
        Put(offer, client, agent, amounts, marked);
        _table[offer].MadeAt = now.Ticks;
        _table[offer].Run = run;
        return offer;
    }

    internal ValueList<FreeRow> SaveFree() => _rows.SaveFree(row => _table[row].Generation);

    /// <summary>
    /// Makes an empty table ready for its offers, which the other overload then adds, the oldest
    /// first.
    /// </summary>
    internal void Load(int count, ValueList<FreeRow> free)
    {
        _rows.Load(count, free.AsSpan());
        EnsureRow(_rows.End);
        foreach (FreeRow row in free.AsSpan())
        {
            _table[row.Index].Generation = row.Generation;
            Lists.LeaveOut(row.Index);
        }
    }

    internal void Load(OfferSnapshot saved, int client, int agent, Portion resources)
    {
        int offer = saved.Id.Index;
        _table[offer].Generation = saved.Id.Generation - 1;
        Put(offer, client, agent, resources.Plain, resources.Marked);
        _table[offer].MadeAt = saved.MadeAt.Ticks;
        _table[offer].Run = saved.Run;
    }

    private void EnsureRow(int offer)
    {
        if (offer >= _table.Length)
        {
            Array.Resize(ref _table, Math.Max(16, Math.Max(offer + 1, _table.Length * 2)));
            _amounts.EnsureRows(_table.Length);
        }
    }

    private void Put(
        int offer, int client, int agent, ReadOnlySpan<long> amounts, ItemBag? marked)
    {
        amounts.CopyTo(_amounts.Row(offer));
        ref Row row = ref _table[offer];
        row.Generation++;
        row.Older = _youngest;
        row.Younger = -1;
        row.IsChanged = false;
        row.IsMarked = marked is { IsEmpty: false };
        if (row.IsMarked)
        {
            _marked.Set(offer, marked);
        }

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
    }

    /// <summary>Adds a second piece to an offer that has not been sent yet.</summary>
    internal void Append(int offer, Portion piece)
    {
        Lanes.Add(_amounts.Row(offer), piece.Plain);
        AddMarked(offer, piece.Marked);
    }

    /// <summary>Takes contained resources out of an offer.</summary>
    /// <returns>Whether anything is left.</returns>
    internal bool Subtract(int offer, Portion piece)
    {
        _table[offer].IsChanged = true;
        Lanes.Subtract(_amounts.Row(offer), piece.Plain);
        _marked.Subtract(offer, piece.Marked);
        return !Lanes.IsZero(_amounts.Row(offer)) || Marked(offer) is not null;
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

    private void AddMarked(int offer, ItemBag items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        if (_table[offer].IsMarked)
        {
            _marked.Add(offer, items);
        }
        else
        {
            _marked.Set(offer, items);
            _table[offer].IsMarked = true;
        }
    }
}
