using System.Net.Sockets;

namespace Offers.Faults.Network;

/// <summary>
/// Stands between an agent and the master and copies bytes, until it is told to do worse. What it
/// is told holds for all connections, the next ones included.
/// </summary>
internal sealed class Proxy : IDisposable
{
    private readonly Socket _listener = new(
        AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private readonly string _master;
    private readonly Lock _lock = new();
    private readonly List<ProxyLink> _links = [];

    /// <summary>Listens at a path, for a master at another.</summary>
    internal Proxy(string path, string master)
    {
        _master = master;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Directions in which nothing goes on for now.</summary>
    internal Directions Stalled { get; set; }

    /// <summary>Whether bytes come a few at a time.</summary>
    internal bool IsTrickling { get; set; }

    /// <summary>Directions whose bytes are thrown away.</summary>
    internal Directions Swallowed { get; set; }

    /// <summary>Cuts what is connected once so many bytes more went through it.</summary>
    internal void CutAfter(long bytes) => ForAll(link => link.CutAfter(bytes));

    /// <summary>Ends what is connected at once.</summary>
    internal void Cut() => ForAll(static link => link.Close());

    /// <summary>Says in one direction that nothing will come any more.</summary>
    internal void HalfClose(Directions direction) => ForAll(link => link.HalfClose(direction));

    /// <summary>Whether anything is connected.</summary>
    internal bool IsConnected
    {
        get
        {
            lock (_lock)
            {
                return _links.Exists(static link => !link.IsClosed);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private void ForAll(Action<ProxyLink> what)
    {
        lock (_lock)
        {
            _links.RemoveAll(static link => link.IsClosed);
            _links.ForEach(what);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket agent = await _listener.AcceptAsync();
                _ = BeginAsync(agent);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    private async Task BeginAsync(Socket agent)
    {
        Socket master = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await master.ConnectAsync(new UnixDomainSocketEndPoint(_master));
        }
        catch (SocketException)
        {
            agent.Dispose();
            master.Dispose();
            return;
        }

        ProxyLink link = new(this, agent, master);
        lock (_lock)
        {
            _links.Add(link);
        }

        await link.RunAsync();
    }
}
