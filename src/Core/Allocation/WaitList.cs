using System;

namespace Offers;

/// <summary>
/// The active clients by how long they have been without an offer, longest first: a list to whose
/// end goes who becomes active or gets an offer, so that every change is O(1).
/// </summary>
internal sealed class WaitList
{
    private Row[] _rows = [];
    private int _last = -1;

    private struct Row
    {
        internal long Since;
        internal int Next;
        internal int Previous;
        internal bool IsListed;
    }

    internal int First { get; private set; } = -1;

    internal int After(int client) => _rows[client].Next;

    /// <summary>Since when the client waits, in ticks.</summary>
    internal long SinceOf(int client) => _rows[client].Since;

    internal void Add(int client, Timestamp now)
    {
        if (client >= _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(client + 1, Math.Max(16, _rows.Length * 2)));
        }

        _rows[client] = new Row
        {
            Since = now.Ticks,
            Next = -1,
            Previous = _last,
            IsListed = true,
        };
        if (_last >= 0)
        {
            _rows[_last].Next = client;
        }
        else
        {
            First = client;
        }

        _last = client;
    }

    internal void Remove(int client)
    {
        if (client >= _rows.Length || !_rows[client].IsListed)
        {
            return;
        }

        ref Row row = ref _rows[client];
        if (row.Previous >= 0)
        {
            _rows[row.Previous].Next = row.Next;
        }
        else
        {
            First = row.Next;
        }

        if (row.Next >= 0)
        {
            _rows[row.Next].Previous = row.Previous;
        }
        else
        {
            _last = row.Previous;
        }

        row.IsListed = false;
    }

    /// <summary>It got an offer: it waits anew.</summary>
    internal void Touch(int client, Timestamp now)
    {
        Remove(client);
        Add(client, now);
    }
}
