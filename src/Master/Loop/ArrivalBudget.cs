namespace Offers.Masters.Loop;

/// <summary>
/// Bounds the bytes that wait for the loop, in all and of each connection. Who brings more waits,
/// and reads nothing meanwhile. For all threads.
/// </summary>
/// <remarks>
/// Invariants: (1) a connection that holds nothing may take a message of any length as soon as the
/// whole has room, and anything has room in a whole of which nothing is held; (2) nobody overtakes
/// one who waits for room in the whole; one who waits for its own share holds up nobody else.
/// </remarks>
internal sealed class ArrivalBudget
{
    /// <summary>The most bytes in all.</summary>
    internal const long UsualInAll = 256L << 20;

    /// <summary>The most bytes of one connection.</summary>
    internal const long UsualOfOne = 16L << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly long _inAll;
    private readonly long _ofOne;
    private long _held;
    private bool _hasEnded;

    /// <summary>A budget of which nothing is taken.</summary>
    internal ArrivalBudget(long inAll = UsualInAll, long ofOne = UsualOfOne)
    {
        _inAll = inAll;
        _ofOne = ofOne;
    }

    /// <summary>Bytes that are taken.</summary>
    internal long Held
    {
        get
        {
            lock (_lock)
            {
                return _held;
            }
        }
    }

    /// <summary>Takes bytes as soon as there is room; allocates only to wait.</summary>
    internal ValueTask TakeAsync(ArrivalShare share, int bytes)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return ValueTask.CompletedTask;
            }

            if (_waiting.Count == 0 && HasOwnRoom(share, bytes) && HasRoom(bytes))
            {
                Take(share, bytes);
                return ValueTask.CompletedTask;
            }

            Waiter waiter = new(share, bytes);
            _waiting.AddLast(waiter);
            Admit();
            return new ValueTask(waiter.Task);
        }
    }

    /// <summary>Gives bytes back that were taken.</summary>
    internal void Release(ArrivalShare share, int bytes)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            share.Held -= bytes;
            _held -= bytes;
            if (_waiting.Count > 0)
            {
                Admit();
            }
        }
    }

    /// <summary>The loop has ended and will take nothing more: nobody waits from now on.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            foreach (Waiter waiter in _waiting)
            {
                waiter.SetResult();
            }

            _waiting.Clear();
        }
    }

    /// <summary>
    /// Lets those go on who have room. Few are passed over: each of them holds most of a share.
    /// </summary>
    private void Admit()
    {
        LinkedListNode<Waiter>? next = _waiting.First;
        while (next is { } node)
        {
            next = node.Next;
            Waiter waiter = node.Value;
            if (!HasOwnRoom(waiter.Share, waiter.Bytes))
            {
                continue;
            }

            if (!HasRoom(waiter.Bytes))
            {
                return;
            }

            Take(waiter.Share, waiter.Bytes);
            _waiting.Remove(node);
            waiter.SetResult();
        }
    }

    private bool HasOwnRoom(ArrivalShare share, int bytes) =>
        share.Held == 0 || share.Held + bytes <= _ofOne;

    private bool HasRoom(int bytes) => _held == 0 || _held + bytes <= _inAll;

    private void Take(ArrivalShare share, int bytes)
    {
        share.Held += bytes;
        _held += bytes;
    }

    private sealed class Waiter(ArrivalShare share, int bytes)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal ArrivalShare Share { get; } = share;

        internal int Bytes { get; } = bytes;
    }
}
