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
    /// <summary>
    /// The longest line, in bytes with its end: above what Linux takes as arguments by default.
    /// </summary>
    internal const int LineBound = 4 << 20;

    private const int QueueBound = 16384;
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly JsonTypeInfo<TIn> _in;
    private readonly JsonTypeInfo<TOut> _out;
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(
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
        // What was said arrives, unless the peer reads no more: an answer lost is asked for again.
        _queue.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(FlushPatience)).ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        await _reader.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// The line of a value, with its end. The peer closes upon one above <see cref="LineBound"/>.
    /// </summary>
    internal static byte[] LineOf(TOut value, JsonTypeInfo<TOut> form)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(value, form);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Queues a value; a connection whose queue is full is closed.</summary>
    internal void Send(TOut value) => Send(LineOf(value, _out));

    /// <summary>The same for a line that is made already.</summary>
    internal void Send(byte[] line)
    {
        if (!_queue.Writer.TryWrite(line))
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
            await foreach (byte[] line in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await _stream.WriteAsync(line).ConfigureAwait(false);
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
