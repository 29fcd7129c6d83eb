using System.Net.Sockets;

namespace Offers.Faults.Network;

/// <summary>One connection through a <see cref="Proxy"/>.</summary>
internal sealed class ProxyLink(Proxy proxy, Socket agent, Socket master)
{
    private const int BufferBytes = 8192;
    private const int TrickleBytes = 7;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);
    private long _left = long.MaxValue;
    private volatile bool _isClosed;

    /// <summary>Whether it is over.</summary>
    internal bool IsClosed => _isClosed;

    /// <summary>Copies until both directions have ended.</summary>
    internal async Task RunAsync()
    {
        await Task.WhenAll(
            CopyAsync(agent, master, Directions.ToMaster),
            CopyAsync(master, agent, Directions.ToAgent));
        Close();
    }

    /// <summary>Ends it once so many bytes more went through.</summary>
    internal void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    /// <summary>Ends one direction, and no other byte goes that way.</summary>
    internal void HalfClose(Directions direction)
    {
        try
        {
            (direction == Directions.ToMaster ? master : agent).Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // It is over already.
        }
    }

    /// <summary>Ends both.</summary>
    internal void Close()
    {
        _isClosed = true;
        agent.Dispose();
        master.Dispose();
    }

    private async Task CopyAsync(Socket from, Socket to, Directions direction)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (true)
            {
                await WaitAsync(direction);
                int size = proxy.IsTrickling ? TrickleBytes : BufferBytes;
                int count = await from.ReceiveAsync(buffer.AsMemory(0, size));
                if (count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                // What came while it stood still waits, too.
                await WaitAsync(direction);
                if (!await ForwardAsync(to, buffer.AsMemory(0, count), direction))
                {
                    return;
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // A direction that fails ends both, as in a kernel.
            Close();
        }
    }

    private async Task WaitAsync(Directions direction)
    {
        while (proxy.Stalled.HasFlag(direction) && !_isClosed)
        {
            await Task.Delay(Step);
        }

        if (proxy.IsTrickling)
        {
            await Task.Delay(1);
        }
    }

    private async Task<bool> ForwardAsync(
        Socket to, ReadOnlyMemory<byte> bytes, Directions direction)
    {
        long left = Interlocked.Add(ref _left, -bytes.Length);
        int count = left >= 0 ? bytes.Length : (int)Math.Max(0, bytes.Length + left);
        if (!proxy.Swallowed.HasFlag(direction))
        {
            for (int sent = 0; sent < count;)
            {
                sent += await to.SendAsync(bytes[sent..count]);
            }
        }

        if (left < 0)
        {
            Close();
        }

        return left >= 0;
    }
}
