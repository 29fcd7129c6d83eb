using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Offers.Wire.Tests.Sockets;

public sealed class SocketTests : IDisposable
{
    private static readonly ReportUpdate Update =
        new("a1", "f1", "t1", TaskState.Running, new UpdateId(1, 2));

    private readonly string _directory = Directory.CreateTempSubdirectory("offers-test-").FullName;
    private readonly ConcurrentQueue<WireClose> _refused = new();

    private WireEndpoint Unix => WireEndpoint.Parse($"unix:{Path.Combine(_directory, "m.sock")}");

    private static WireEndpoint Tcp => WireEndpoint.Parse("tcp://127.0.0.1:0");

    private static WireEndpoint Secure => WireEndpoint.Parse("tls://127.0.0.1:0");

    public void Dispose() => Directory.Delete(_directory, true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_cross_a_socket_both_ways(bool isUnix)
    {
        await using MasterListener listener = await ListenAsync(isUnix ? Unix : Tcp);
        await TalkAsync(listener, null);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task Messages_cross_tls_when_both_show_a_certificate()
    {
        using Certificates authority = new("authority");
        using WireTls server = authority.Tls("master", isServer: true);
        using WireTls client = authority.Tls("agent", isServer: false);
        await using MasterListener listener = await ListenAsync(Secure, server);
        await TalkAsync(listener, client);
        Assert.Empty(_refused);
    }

    [Fact]
    public async Task A_client_whose_certificate_another_authority_signed_is_refused()
    {
        using Certificates authority = new("authority");
        using Certificates other = new("other");
        using WireTls server = authority.Tls("master", isServer: true);
        using WireTls client = other.Tls("agent", isServer: false, authority.Authority);
        await RefusedAsync(server, client);
    }

    [Fact]
    public async Task A_client_without_a_clients_certificate_is_refused()
    {
        using Certificates authority = new("authority");
        using WireTls server = authority.Tls("master", isServer: true);
        using WireTls client = authority.Tls("agent", isServer: true);
        await RefusedAsync(server, client);
    }

    [Fact]
    public async Task A_server_whose_certificate_another_authority_signed_is_refused()
    {
        using Certificates authority = new("authority");
        using Certificates other = new("other");
        using WireTls server = other.Tls("master", isServer: true, authority.Authority);
        using WireTls client = authority.Tls("agent", isServer: false);
        await RefusedAsync(server, client);
    }

    [Fact]
    public async Task Garbage_before_tls_is_refused_once()
    {
        using Certificates authority = new("authority");
        using WireTls server = authority.Tls("master", isServer: true);
        await using MasterListener listener = await ListenAsync(Secure, server);
        using Socket socket = await BareAsync(listener);
        await socket.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        await Within.Until(() => !_refused.IsEmpty, "refused");
        Assert.Equal(0, await Within.Time(ReadToEndAsync(socket)));
        Assert.Equal(CloseReason.Protocol, Assert.Single(_refused).Reason);
        Assert.StartsWith("no TLS: ", _refused.First().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_says_nothing_is_gone_in_time_and_others_are_served(bool isTls)
    {
        using Certificates authority = new("authority");
        using WireTls server = authority.Tls("master", isServer: true);
        using WireTls client = authority.Tls("agent", isServer: false);
        WireOptions options = new()
        {
            HandshakeTimeout = TimeSpan.FromMilliseconds(300),
            CloseTimeout = TimeSpan.FromMilliseconds(100),
            MaxPendingConnections = 2,
        };
        await using MasterListener listener = await ListenAsync(
            isTls ? Secure : Tcp, isTls ? server : null, options);
        Socket[] silent = [.. Enumerable.Range(0, 6).Select(_ => BareAsync(listener).Result)];
        await Within.Until(() => _refused.Count == 6, "all six are gone");
        Assert.All(_refused, close => Assert.Equal(CloseReason.Timeout, close.Reason));
        await TalkAsync(listener, isTls ? client : null);
        Assert.Equal(6, _refused.Count);
        Assert.All(silent, socket => socket.Dispose());
    }

    [Fact]
    public async Task A_peer_that_vanishes_ends_the_connection()
    {
        await using MasterListener listener = await ListenAsync(Tcp);
        AgentEnd agent = await DialAsync(listener);
        await using Master master = (await Within.Time(listener.AcceptAsync()))!;
        Task<AgentReport?> receiving = master.ReceiveAsync().AsTask();
        agent.Abort("power cut");
        Assert.Null(await Within.Time(receiving));
        Assert.True((await master.Closed).Reason
            is CloseReason.PeerClosed or CloseReason.Broken);
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_does_not_read_a_socket_ends_in_time_and_costs_little()
    {
        WireOptions options = new()
        {
            SendTimeout = TimeSpan.FromMilliseconds(300),
            SendQueueBytes = 1 << 20,
        };
        await using MasterListener listener = await ListenAsync(Tcp, null, options);
        using Socket socket = await BareAsync(listener);
        await socket.SendAsync(Connections.Frames.HelloOf(WireRole.Agent));
        await using Master master = (await Within.Time(listener.AcceptAsync()))!;
        FrameworkShutDown big = new(new string('f', 100_000));
        int taken = 0;
        await Assert.ThrowsAsync<WireClosedException>(async () =>
        {
            while (true)
            {
                await master.SendAsync(big);
                taken++;
            }
        });
        Assert.Equal(CloseReason.Timeout, (await Within.Time(master.Closed)).Reason);

        // Two blocks of the queue, one that waits and one that leaves; the kernel has the rest, which
        // is at most what its limits say: 4 MiB to send and 32 MiB received for a peer that sleeps.
        Assert.InRange(taken * 100_000L, 1, 48 << 20);
    }

    [Fact]
    public async Task A_half_closed_peer_still_hears_what_is_queued()
    {
        await using MasterListener listener = await ListenAsync(Tcp);
        using Socket socket = await BareAsync(listener);
        await socket.SendAsync(Connections.Frames.HelloOf(WireRole.Agent));
        await using Master master = (await Within.Time(listener.AcceptAsync()))!;
        await master.SendAsync(new PingReceived());
        socket.Shutdown(SocketShutdown.Send);
        Assert.Null(await Within.Time(master.ReceiveAsync()));
        Assert.Equal(CloseReason.PeerClosed, (await master.Closed).Reason);
        Assert.True(await Within.Time(ReadToEndAsync(socket)) > 20);
    }

    [Fact]
    public async Task Tcp_in_the_clear_is_for_this_machine_unless_told_otherwise()
    {
        WireEndpoint all = WireEndpoint.Parse("tcp://0.0.0.0:0");
        ArgumentException bad = await Assert.ThrowsAsync<ArgumentException>(
            () => ListenAsync(all));
        Assert.Contains("expected tls://, a loopback address", bad.Message,
            StringComparison.Ordinal);
        await using MasterListener listener = await ListenAsync(
            all, null, new WireOptions { AllowInsecure = true });
        Assert.NotEqual(0, listener.Endpoint.Port);
        await Assert.ThrowsAsync<ArgumentException>(() => ListenAsync(Secure));
    }

    [Fact]
    public async Task A_stale_socket_is_replaced_a_live_one_and_a_file_are_not()
    {
        string path = Unix.Address;
        MakeStale(path);
        Assert.True(File.Exists(path));
        await using (MasterListener listener = await ListenAsync(Unix))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path)
                == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            IOException taken = await Assert.ThrowsAsync<IOException>(() => ListenAsync(Unix));
            Assert.Contains("somebody listens", taken.Message, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
        await File.WriteAllTextAsync(path, "precious");
        IOException file = await Assert.ThrowsAsync<IOException>(() => ListenAsync(Unix));
        Assert.Contains("no socket", file.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Nobody_listening_is_said_clearly()
    {
        WireClosedException bad = await Assert.ThrowsAsync<WireClosedException>(
            () => WireDialer.ConnectAsync(Unix, Protocol()));
        Assert.Equal(CloseReason.Broken, bad.Close.Reason);
        Assert.Contains(
            $"{Unix}: no such file or directory", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_named()
    {
        string file = Path.Combine(_directory, "none.pem");
        File.WriteAllText(file, "secret");
        IOException bad = Assert.Throws<IOException>(() => WireTls.FromFiles(file, file, file));
        Assert.Contains(file, bad.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", bad.Message, StringComparison.Ordinal);
    }

    private static void MakeStale(string path)
    {
        // The runtime removes the file of a socket that it closes, unless it is not there then.
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, $"{path}.kept");
        }

        File.Move($"{path}.kept", path);
    }

    private static WireProtocol<AgentInstruction, AgentReport> Protocol() =>
        WireProtocols.AgentToMaster("a1", ResourceSchema.CreateStandard());

    private Task<MasterListener> ListenAsync(
        WireEndpoint endpoint, WireTls? tls = null, WireOptions? options = null) =>
        WireListener.StartAsync(
            endpoint, WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard(), options),
            tls, (_, close) => _refused.Enqueue(close));

    private static Task<AgentEnd> DialAsync(MasterListener listener, WireTls? tls = null) =>
        Within.Time(WireDialer.ConnectAsync(listener.Endpoint, Protocol(), tls));

    private static async Task<Socket> BareAsync(MasterListener listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, listener.Endpoint.Port);
        return socket;
    }

    private static async Task<int> ReadToEndAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        int all = 0;
        try
        {
            for (int read = 1; read > 0; all += read)
            {
                read = await socket.ReceiveAsync(buffer);
            }
        }
        catch (SocketException)
        {
            // Reset is an end as well.
        }

        return all;
    }

    private static async Task TalkAsync(MasterListener listener, WireTls? tls)
    {
        AgentEnd agent = await DialAsync(listener, tls);
        Master master = (await Within.Time(listener.AcceptAsync()))!;
        TaskDescription task = new("t", "a1", ResourceSet.Empty)
        {
            Labels = [.. Enumerable.Range(0, 20_000).Select(i => $"label{i}=x")],
        };
        LaunchReceived launch = new(
            new FrameworkProfile("f1", new FrameworkDescription { Roles = ["r"] }), "r", task);
        await master.SendAsync(launch);
        Assert.Equal(launch, await Within.Time(agent.ReceiveAsync()));
        for (int i = 0; i < 1_000; i++)
        {
            await agent.SendAsync(Update);
        }

        Task closing = agent.CloseAsync();
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(Update, await Within.Time(master.ReceiveAsync()));
        }

        Assert.Null(await Within.Time(master.ReceiveAsync()));
        Assert.Equal(CloseReason.PeerClosed, (await master.Closed).Reason);
        await Within.Time(closing);
        await master.DisposeAsync();
    }

    private async Task RefusedAsync(WireTls server, WireTls client)
    {
        await using MasterListener listener = await ListenAsync(Secure, server);
        await Assert.ThrowsAsync<WireClosedException>(() => DialAsync(listener, client));
        await Within.Until(() => !_refused.IsEmpty, "refused");
        Assert.Single(_refused);
    }
}
