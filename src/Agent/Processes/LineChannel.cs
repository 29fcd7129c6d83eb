using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace Offers.Agents.Processes;

/// <summary>
/// Values as lines of JSON over a socket. Bounded both ways: a line that is too long, or a peer
/// that does not read, ends the connection.
/// </summary>
/// <typeparam name="TIn">What is read.</typeparam>
/// <typeparam name="TOut">What is written.</typeparam>
internal sealed class LineChannel<TIn, TOut> : IAsyncDisposable
    where TIn : class
{
    /// <summary>The longest line, in bytes: above what Linux takes as arguments.</summary>
    internal const int LineBound = 4 << 20;

    private const int QueueBound = 16384;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly JsonTypeInfo<TIn> _in;
    private readonly JsonTypeInfo<TOut> _out;
    private readonly Channel<TOut> _queue = Channel.CreateBounded<TOut>(
        new BoundedChannelOptions(QueueBound) { SingleReader = true });

    private readonly Task _writing;

    internal LineChannel(Socket socket, JsonTypeInfo<TIn> input, JsonTypeInfo<TOut> output)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 1 << 14));
        _in = input;
        _out = output;
        _writing = WriteAllAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        await _reader.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Queues a value; a connection whose queue is full is closed.</summary>
    internal void Send(TOut value)
    {
        if (!_queue.Writer.TryWrite(value))
        {
            _stream.Close();
        }
    }

    /// <summary>The next value; null when the peer has gone or said something malformed.</summary>
    internal async ValueTask<TIn?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            SupervisorLog.Write("connection closed: a line is no JSON of the protocol: "
                + exception.Message);
            return null;
        }
    }

    private async ValueTask<TIn?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                TIn? value = Parse(buffer.Slice(0, end));
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return value;
            }

            if (result.IsCompleted || buffer.Length > LineBound)
            {
                return null;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private TIn? Parse(ReadOnlySequence<byte> line)
    {
        var json = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref json, _in);
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (TOut value in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, _out);
                Array.Resize(ref json, json.Length + 1);
                json[^1] = (byte)'\n';
                await _stream.WriteAsync(json).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Closed from here.
        }
    }
}
