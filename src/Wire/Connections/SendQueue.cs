using System.Globalization;

namespace Offers.Wire;

/// <summary>
/// Messages on their way out, already as bytes: many threads add, one takes all that wait at once.
/// Full means that whoever adds waits, so that a peer that does not read costs a bounded amount of
/// memory.
/// </summary>
internal sealed class SendQueue(WireOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _news = new(0);
    private FrameBuffer _waiting = new();
    private FrameBuffer _leaving = new();
    private TaskCompletionSource? _room;
    private int _count;
    private bool _isEnded;

    /// <summary>What adding a message came to.</summary>
    internal enum Outcome
    {
        Added,
        Full,
        Ended,
    }

    /// <summary>Adds a message if there is room.</summary>
    /// <exception cref="WireException">It has no bytes, or too many; nothing is added.</exception>
    internal Outcome TryAdd<T>(WireCodec<T> codec, T message)
        where T : class
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return Outcome.Ended;
            }

            if (_count >= options.SendQueueLength
                || (_count > 0 && _waiting.Length >= options.SendQueueBytes))
            {
                return Outcome.Full;
            }

            Append(codec, message);
            Noted();
            return Outcome.Added;
        }
    }

    /// <summary>Adds the hello.</summary>
    internal void AddHello(WirePeer self)
    {
        lock (_lock)
        {
            int start = _waiting.Begin();
            Hello.Write(_waiting, self);
            _waiting.End(start);
            Noted();
        }
    }

    /// <summary>Takes no more messages; those that wait still go out, then the goodbye.</summary>
    internal void Finish(WireClose? goodbye)
    {
        lock (_lock)
        {
            if (goodbye is not null && !_isEnded)
            {
                int start = _waiting.Begin();
                Goodbye.Write(_waiting, goodbye);
                _waiting.End(start);
            }

            End();
        }
    }

    /// <summary>Takes no more messages and forgets those that wait.</summary>
    internal void Drop()
    {
        lock (_lock)
        {
            _waiting.Clear();
            End();
        }
    }

    /// <summary>Completes when there may be room, or nothing more to wait for.</summary>
    internal Task WhenRoom()
    {
        lock (_lock)
        {
            if (_isEnded || (_count < options.SendQueueLength
                && _waiting.Length < options.SendQueueBytes))
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>
    /// Takes all that wait as one block, valid until the next call; null after the end.
    /// </summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (_lock)
            {
                _leaving.Clear();
                if (_waiting.Length > 0)
                {
                    (_waiting, _leaving) = (_leaving, _waiting);
                    _count = 0;
                    _room?.TrySetResult();
                    _room = null;
                    return _leaving.Written;
                }

                if (_isEnded)
                {
                    return null;
                }
            }

            await _news.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _news.Dispose();

    private void Append<T>(WireCodec<T> codec, T message)
        where T : class
    {
        int start = _waiting.Begin();
        try
        {
            codec.Write(_waiting, message);
            int length = _waiting.Length - start - FrameBuffer.HeaderBytes;
            if (length > codec.MaxBytes)
            {
                throw new WireException(0,
                    $"a message of {length.ToString(CultureInfo.InvariantCulture)} bytes",
                    $"at most {codec.MaxBytes.ToString(CultureInfo.InvariantCulture)}");
            }
        }
        catch
        {
            _waiting.CutTo(start);
            throw;
        }

        _waiting.End(start);
    }

    private void Noted()
    {
        _count++;
        if (_count == 1)
        {
            _news.Release();
        }
    }

    private void End()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            _room?.TrySetResult();
            _news.Release();
        }
    }
}
