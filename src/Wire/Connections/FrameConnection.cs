using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Offers.Wire;

/// <summary>Makes a message of its bytes; null once it has ended the connection.</summary>
internal delegate T? ReadFrame<T>(in ReadOnlySequence<byte> payload)
    where T : class;

/// <summary>
/// Frames over a transport: one task writes, one caller at a time reads, and the first reason to
/// end is the one that counts.
/// </summary>
internal sealed class FrameConnection : IAsyncDisposable
{
    private readonly WireTransport _transport;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly SendQueue _queue;
    private readonly Deadline _sending;
    private readonly Deadline _arriving;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly TaskCompletionSource<WireClose> _closed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _gone =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Task _writing;
    private int _limit = Hello.MaxBytes;

    internal FrameConnection(WireTransport transport, WireOptions options, TimeProvider time)
    {
        _transport = transport;
        _options = options;
        _time = time;
        _queue = new SendQueue(options);
        _sending = new Deadline(time, () => End(
            Closes.Slow("read what was sent", options.SendTimeout), isTold: false));
        _arriving = new Deadline(time, () => End(
            Closes.Slow("finish a message", options.FrameTimeout), isTold: true));
        _writing = WriteAsync();
    }

    internal Task<WireClose> Closed => _closed.Task;

    internal SendQueue Queue => _queue;

    private bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>From now on messages may be as long as the options say.</summary>
    internal void Admit() => _limit = _options.MaxFrameBytes;

    /// <summary>The next message; null at the end, whatever the end is.</summary>
    /// <exception cref="InvalidOperationException">Somebody receives already.</exception>
    internal async ValueTask<T?> ReceiveAsync<T>(
        ReadFrame<T> read, CancellationToken cancellation)
        where T : class
    {
        if (IsClosed)
        {
            return null;
        }

        if (!await _receiving.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
        {
            return IsClosed
                ? null
                : throw new InvalidOperationException("found a second receiver, expected one");
        }

        try
        {
            return await NextAsync(read, cancellation).ConfigureAwait(false);
        }
        catch (Exception bad) when (Closes.IsTransportError(bad))
        {
            End(Closes.Broken(bad), isTold: false);
            return null;
        }
        finally
        {
            _arriving.Stop();
            _receiving.Release();
        }
    }

    /// <summary>Ends it, if it has not ended yet.</summary>
    /// <param name="close">Why.</param>
    /// <param name="isTold">Whether the peer is told, after all that is queued.</param>
    internal void End(WireClose close, bool isTold)
    {
        if (_closed.TrySetResult(close))
        {
            bool isOrderly = isTold || Closes.IsOrderly(close.Reason);
            if (isOrderly)
            {
                _queue.Finish(isTold ? close : null);
            }
            else
            {
                _queue.Drop();
            }

            _transport.Input.CancelPendingRead();
            _ = TearDownAsync(isOrderly);
        }
    }

    /// <summary>Completes when nothing of it is left.</summary>
    internal Task GoneAsync() => _gone.Task;

    public async ValueTask DisposeAsync()
    {
        End(new WireClose(CloseReason.Aborted, "given up here"), isTold: false);
        await GoneAsync().ConfigureAwait(false);
    }

    private async ValueTask<T?> NextAsync<T>(ReadFrame<T> read, CancellationToken cancellation)
        where T : class
    {
        while (!IsClosed)
        {
            ReadResult result = await _transport.Input.ReadAsync(cancellation)
                .ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (TryFrame(buffer, out ReadOnlySequence<byte> payload))
            {
                _arriving.Stop();
                T? message = IsClosed ? null : Read(read, payload);
                _transport.Input.AdvanceTo(payload.End);
                if (message is not null)
                {
                    return message;
                }

                continue;
            }

            _transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                End(Closes.EndOfInput(!buffer.IsEmpty), isTold: false);
            }
            else if (!buffer.IsEmpty)
            {
                _arriving.Start(_options.FrameTimeout);
            }
        }

        return null;
    }

    /// <summary>Takes a whole frame, or ends the connection over a bad length.</summary>
    private bool TryFrame(
        in ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (buffer.Length < FrameBuffer.HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[FrameBuffer.HeaderBytes];
        buffer.Slice(0, FrameBuffer.HeaderBytes).CopyTo(header);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length == 0 || length > (uint)_limit)
        {
            End(Closes.BadLength(length, _limit), isTold: true);
            return false;
        }

        bool isWhole = buffer.Length >= FrameBuffer.HeaderBytes + length;
        payload = isWhole ? buffer.Slice(FrameBuffer.HeaderBytes, length) : default;
        return isWhole;
    }

    /// <summary>Makes the message; null when it ends the connection.</summary>
    private T? Read<T>(ReadFrame<T> read, in ReadOnlySequence<byte> payload)
        where T : class
    {
        try
        {
            if (payload.Length <= Hello.MaxBytes * 2 && Goodbye.IsOne(payload))
            {
                End(Goodbye.Read(payload.ToArray()), isTold: false);
                return null;
            }

            return read(payload);
        }
        catch (WireException bad)
        {
            End(new WireClose(CloseReason.Protocol, Goodbye.OneLine(bad.Message)), isTold: true);
            return null;
        }
    }

    private async Task WriteAsync()
    {
        await Task.Yield();
        try
        {
            while (await _queue.TakeAsync(_stop.Token).ConfigureAwait(false) is { } block)
            {
                _sending.Start(_options.SendTimeout);
                FlushResult result = await _transport.Output.WriteAsync(block, _stop.Token)
                    .ConfigureAwait(false);
                _sending.Stop();
                if (result.IsCompleted)
                {
                    End(Closes.NotRead, isTold: false);
                    return;
                }
            }

            await _transport.EndSendingAsync().WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It has ended; why is known.
        }
        catch (Exception bad) when (Closes.IsTransportError(bad))
        {
            End(Closes.Broken(bad), isTold: false);
        }
        finally
        {
            _sending.Stop();
        }
    }

    /// <summary>
    /// Lets what is queued go out and waits for the peer to close as well (to close first would
    /// make the kernel forget what is on its way), both within the bound; then cuts.
    /// </summary>
    private async Task TearDownAsync(bool isOrderly)
    {
        bool isReader = false;
        if (isOrderly)
        {
            using CancellationTokenSource bound = new(_options.CloseTimeout, _time);
            try
            {
                await _writing.WaitAsync(bound.Token).ConfigureAwait(false);
                await _receiving.WaitAsync(bound.Token).ConfigureAwait(false);
                isReader = true;
                await DrainAsync(bound.Token).ConfigureAwait(false);
            }
            catch (Exception bad) when (Closes.IsExpected(bad))
            {
                // The peer had its time.
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _transport.Cut();
        await _writing.ConfigureAwait(false);
        if (!isReader)
        {
            await _receiving.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await CompleteAsync().ConfigureAwait(false);
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        ReadResult result;
        do
        {
            result = await _transport.Input.ReadAsync(cancellation).ConfigureAwait(false);
            _transport.Input.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
    }

    private async Task CompleteAsync()
    {
        try
        {
            await _transport.Input.CompleteAsync().ConfigureAwait(false);
            await _transport.Output.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception bad) when (Closes.IsTransportError(bad))
        {
            // It was cut already.
        }
        finally
        {
            _sending.Dispose();
            _arriving.Dispose();
            _queue.Dispose();
            _stop.Dispose();
            _gone.TrySetResult();
        }
    }
}
