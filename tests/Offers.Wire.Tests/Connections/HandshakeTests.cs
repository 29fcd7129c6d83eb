using System.IO.Pipelines;

namespace Offers.Wire.Tests.Connections;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Another_major_version_is_refused_and_both_know_why()
    {
        (WireClose close, List<byte[]> heard) = await RefusedAsync(
            Frames.HelloOf(WireRole.Agent, major: 2, minor: 7));
        Assert.Equal(
            new WireClose(
                CloseReason.Incompatible, "found protocol version 2.7, expected 1.x"), close);
        Assert.Equal(2, heard.Count);
        Assert.Equal(
            "the peer refuses (Incompatible): found protocol version 2.7, expected 1.x",
            Goodbye.Read(heard[1]).Text);
    }

    [Fact]
    public async Task Another_minor_version_is_welcome()
    {
        Pair pair = new();
        Task<Master> master = WireHandshake.OpenAsync(
            pair.Near, WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard()));
        await pair.Far.Output.WriteAsync(Frames.HelloOf(WireRole.Agent, minor: 12));
        Master opened = await Within.Time(master);
        Assert.Equal(12, opened.Peer.Minor);
        await pair.Far.Output.CompleteAsync();
        await opened.DisposeAsync();
    }

    [Fact]
    public async Task Another_role_is_refused()
    {
        (WireClose close, _) = await RefusedAsync(Frames.HelloOf(WireRole.Executor));
        Assert.Equal(
            new WireClose(CloseReason.WrongPeer, "found role executor, expected agent"), close);
    }

    [Fact]
    public async Task A_name_that_would_spoil_a_log_is_refused()
    {
        (WireClose close, _) = await RefusedAsync(Frames.HelloOf(WireRole.Agent, name: "a\nb"));
        Assert.Equal(CloseReason.Protocol, close.Reason);
        Assert.Throws<ArgumentException>(() => WireProtocols.MasterToAgent(
            "", ResourceSchema.CreateStandard()));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", CloseReason.TooLarge, "is this another protocol?")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", CloseReason.TooLarge, "hello")]
    [InlineData("\0\0\0\u0003abc", CloseReason.Protocol, "expected a hello of this protocol")]
    [InlineData("\0\0\0\u0001\u0095", CloseReason.Protocol, "expected a hello of this protocol")]
    [InlineData("\0\0", CloseReason.Protocol, "within a message")]
    [InlineData("", CloseReason.PeerClosed, "closed")]
    public async Task What_is_no_hello_is_refused(string text, CloseReason reason, string why)
    {
        (WireClose close, _) = await RefusedAsync(
            System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Equal(reason, close.Reason);
        Assert.Contains(why, close.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_nothing_is_gone_after_the_handshakes_time()
    {
        ManualTime time = new();
        WireOptions options = new();
        Pair pair = new();
        Task<Master> opening = WireHandshake.OpenAsync(
            pair.Near,
            WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard(), options), time);
        await Within.Until(() => time.Armed > 0, "the handshake is timed");
        time.Advance(options.HandshakeTimeout);
        Assert.Equal(2, (await Frames.AllAsync(pair.Far.Input)).Count);
        time.Advance(options.CloseTimeout);
        WireClosedException bad = await Assert.ThrowsAsync<WireClosedException>(
            () => Within.Time(opening));
        Assert.Equal(
            "Timeout: the peer did not say hello within 5 s", bad.Message);
    }

    [Fact]
    public async Task A_handshake_can_be_called_off()
    {
        Pair pair = new();
        using CancellationTokenSource off = new();
        Task<Master> opening = WireHandshake.OpenAsync(
            pair.Near, WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard()), null,
            off.Token);
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.Time(opening));
    }

    [Fact]
    public async Task Executors_and_agents_talk_as_well()
    {
        Pair pair = new();
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Task<WireConnection<ExecutorReport, ExecutorInstruction>> agent = WireHandshake.OpenAsync(
            pair.Near, WireProtocols.AgentToExecutor("a1", schema));
        await using WireConnection<ExecutorInstruction, ExecutorReport> executor =
            await Within.Time(WireHandshake.OpenAsync(
                pair.Far, WireProtocols.ExecutorToAgent("e1", schema)));
        await executor.SendAsync(new SubscribeExecutor("f1", "e1"));
        Assert.Equal(
            new SubscribeExecutor("f1", "e1"),
            await Within.Time((await Within.Time(agent)).ReceiveAsync()));
        await (await agent).DisposeAsync();
    }

    private static async Task<(WireClose Close, List<byte[]> Heard)> RefusedAsync(byte[] bytes)
    {
        Pair pair = new();
        Task<Master> opening = WireHandshake.OpenAsync(
            pair.Near, WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard()));
        if (bytes.Length > 0)
        {
            await pair.Far.Output.WriteAsync(bytes);
        }

        await pair.Far.Output.CompleteAsync();
        WireClosedException bad = await Assert.ThrowsAsync<WireClosedException>(
            () => Within.Time(opening));
        return (bad.Close, await Frames.AllAsync(pair.Far.Input));
    }
}
