using System.IO.Pipelines;
using Offers.Wire.Tests.Messages;

namespace Offers.Wire.Tests.Connections;

public sealed class ConnectionTests
{
    private static readonly ReportUpdate Update =
        new("a1", "f1", "t1", TaskState.Running, new UpdateId(1, 2));

    [Fact]
    public async Task Messages_arrive_both_ways_whole_and_in_order()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync();
        await using Master _ = master;
        await using AgentEnd __ = agent;
        Assert.Equal(new WirePeer(WireRole.Agent, "a1", WireProtocols.Minor), master.Peer);
        Assert.Equal(new WirePeer(WireRole.Master, "m", WireProtocols.Minor), agent.Peer);
        IReadOnlyList<object> all = Examples.All(ResourceSchema.CreateStandard());
        foreach (AgentReport report in all.OfType<AgentReport>())
        {
            await agent.SendAsync(report);
        }

        foreach (AgentReport report in all.OfType<AgentReport>())
        {
            Assert.Equal(report, await Within.Time(master.ReceiveAsync()));
        }

        foreach (AgentInstruction instruction in all.OfType<AgentInstruction>())
        {
            Assert.True(master.TrySend(instruction));
            Assert.Equal(instruction, await Within.Time(agent.ReceiveAsync()));
        }
    }

    [Fact]
    public async Task An_orderly_close_sends_what_is_queued_first()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync();
        for (int i = 0; i < 500; i++)
        {
            await agent.SendAsync(Update);
        }

        Task closing = agent.CloseAsync();
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal(Update, await Within.Time(master.ReceiveAsync()));
        }

        Assert.Null(await Within.Time(master.ReceiveAsync()));
        Assert.Null(await Within.Time(master.ReceiveAsync()));
        await Within.Time(closing);
        Assert.Equal(CloseReason.PeerClosed, (await master.Closed).Reason);
        Assert.Equal(CloseReason.ClosedHere, (await agent.Closed).Reason);
        WireClosedException late = await Assert.ThrowsAsync<WireClosedException>(
            async () => await agent.SendAsync(Update));
        Assert.Equal(CloseReason.ClosedHere, late.Close.Reason);
        Assert.False(agent.TrySend(Update));
        await master.DisposeAsync();
    }

    [Fact]
    public async Task The_peer_is_told_why_it_is_refused()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync();
        Task closing = master.RefuseAsync("no room\r\nfor you");
        Assert.Null(await Within.Time(agent.ReceiveAsync()));
        await Within.Time(closing);
        WireClose close = await agent.Closed;
        Assert.Equal(CloseReason.Refused, close.Reason);
        Assert.Contains("refused here: no room??for you", close.Text, StringComparison.Ordinal);
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_does_not_read_makes_senders_wait_and_ends_in_time()
    {
        ManualTime time = new();
        WireOptions options = new()
        {
            SendQueueLength = 8,
            SendQueueBytes = 16 << 10,
            CloseTimeout = TimeSpan.FromMilliseconds(1),
        };
        (Master master, IDuplexPipe _) = await Pair.OpenBareAsync(options, time);
        FrameworkShutDown big = new(new string('f', 10_000));
        int sent = 0;
        while (master.TrySend(big) || await IsSoon(() => master.TrySend(big)))
        {
            sent++;
            Assert.True(sent < 1_000, "nothing bounds what waits");
        }

        Task waiting = master.SendAsync(big).AsTask();
        Assert.False(waiting.IsCompleted);
        time.Advance(options.SendTimeout);
        await Assert.ThrowsAsync<WireClosedException>(() => Within.Time(waiting));
        WireClose close = await Within.Time(master.Closed);
        Assert.Equal(CloseReason.Timeout, close.Reason);
        Assert.Contains("read what was sent within 30 s", close.Text, StringComparison.Ordinal);
        Assert.Null(await Within.Time(master.ReceiveAsync()));
        await Within.Time(master.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_message_that_dribbles_in_ends_the_connection_in_time()
    {
        ManualTime time = new();
        (Master master, IDuplexPipe bytes) = await Pair.OpenBareAsync(null, time);
        Task<AgentReport?> receiving = master.ReceiveAsync().AsTask();
        int before = time.Armed;
        await bytes.Output.WriteAsync(new byte[] { 0, 0 });
        await Within.Until(() => time.Armed > before, "the frame is timed");
        for (int i = 0; i < 29; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await bytes.Output.WriteAsync(new byte[] { i == 0 ? (byte)2 : (byte)0 });
        }

        Assert.False(master.Closed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CloseReason.Timeout, (await Within.Time(master.Closed)).Reason);
        Assert.Null(await Within.Time(receiving));
        await EndAsync(master, bytes);
    }

    [Fact]
    public async Task Silence_between_messages_is_no_fault()
    {
        ManualTime time = new();
        (Master master, AgentEnd agent) = await Pair.OpenAsync(null, time);
        Task<AgentReport?> receiving = master.ReceiveAsync().AsTask();
        time.Advance(TimeSpan.FromDays(1));
        await agent.SendAsync(Update);
        Assert.Equal(Update, await Within.Time(receiving));
        await master.DisposeAsync();
        await agent.DisposeAsync();
    }

    [Theory]
    [InlineData("ffffffff", CloseReason.TooLarge, "found a message of 4294967295 bytes")]
    [InlineData("00400001", CloseReason.TooLarge, "expected 1 to 4194304")]
    [InlineData("00000000", CloseReason.Protocol, "found a message of 0 bytes")]
    [InlineData("00000001c1", CloseReason.Protocol, "0xc1")]
    [InlineData("000000029263", CloseReason.Protocol, "byte 0: found an array of 2 elements")]
    public async Task Bad_bytes_end_the_connection_with_a_reason_and_a_goodbye(
        string hex, CloseReason reason, string text)
    {
        (Master master, IDuplexPipe bytes) = await Pair.OpenBareAsync();
        await bytes.Output.WriteAsync(Convert.FromHexString(hex));
        Assert.Null(await Within.Time(master.ReceiveAsync()));
        WireClose close = await Within.Time(master.Closed);
        Assert.Equal(reason, close.Reason);
        Assert.Contains(text, close.Text, StringComparison.Ordinal);
        await bytes.Output.CompleteAsync();
        List<byte[]> heard = await Frames.AllAsync(bytes.Input);
        WireClose told = Goodbye.Read(heard[^1]);
        Assert.Equal($"the peer refuses ({reason}): {close.Text}", told.Text);
        await Within.Time(master.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_not_sent_and_the_connection_goes_on()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync(
            new WireOptions { MaxFrameBytes = 1 << 10 });
        WireException bad = await Assert.ThrowsAsync<WireException>(
            async () => await agent.SendAsync(new AnswerPing(new string('a', 2_000))));
        Assert.Contains("at most 1024", bad.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WireException>(
            async () => await agent.SendAsync(new AnswerPing("\ud800")));
        await agent.SendAsync(Update);
        Assert.Equal(Update, await Within.Time(master.ReceiveAsync()));
        await master.DisposeAsync();
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task Receiving_can_be_called_off_and_nothing_is_lost()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync();
        using CancellationTokenSource off = new();
        Task<AgentReport?> receiving = master.ReceiveAsync(off.Token).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await master.ReceiveAsync());
        await off.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.Time(receiving));
        await agent.SendAsync(Update);
        Assert.Equal(Update, await Within.Time(master.ReceiveAsync()));
        await master.DisposeAsync();
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task The_bytes_of_a_message_can_be_read_elsewhere()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync();
        await agent.SendAsync(Update);
        using (WireFrame frame = (await Within.Time(master.ReceiveFrameAsync()))!)
        {
            Assert.Equal(
                Update, WireCodecs.Reports(ResourceSchema.CreateStandard()).Read(frame.Bytes));
        }

        master.Refuse(new WireException(3, "this", "that"));
        Assert.Null(await Within.Time(agent.ReceiveAsync()));
        Assert.Contains("byte 3: found this, expected that", (await agent.Closed).Text,
            StringComparison.Ordinal);
        await agent.DisposeAsync();
        await master.DisposeAsync();
    }

    [Fact]
    public async Task Many_senders_and_one_receiver_lose_nothing()
    {
        (Master master, AgentEnd agent) = await Pair.OpenAsync(
            new WireOptions { SendQueueLength = 16 });
        const int Senders = 8;
        const int Each = 2_000;
        Task[] sending = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                await agent.SendAsync(new DisconnectAgent($"{sender}", i));
            }
        }))];
        long[] next = new long[Senders];
        for (int i = 0; i < Senders * Each; i++)
        {
            DisconnectAgent one = (DisconnectAgent)(await Within.Time(master.ReceiveAsync()))!;
            Assert.Equal(next[int.Parse(one.Agent)]++, one.Connection);
        }

        await Within.Time(Task.WhenAll(sending));
        await master.DisposeAsync();
        await agent.DisposeAsync();
    }

    [Fact]
    public async Task All_that_waits_leaves_in_one_block()
    {
        using SendQueue queue = new(new WireOptions { SendQueueLength = 3 });
        WireCodec<AgentReport> codec = WireCodecs.Reports(ResourceSchema.CreateStandard());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(SendQueue.Outcome.Added, queue.TryAdd(codec, new AnswerPing("a1")));
        }

        Assert.Equal(SendQueue.Outcome.Full, queue.TryAdd(codec, new AnswerPing("a1")));
        Task room = queue.WhenRoom();
        Assert.False(room.IsCompleted);
        queue.Finish(new WireClose(CloseReason.Protocol, "why"));
        Assert.Equal(SendQueue.Outcome.Ended, queue.TryAdd(codec, new AnswerPing("a1")));
        ReadOnlyMemory<byte> block = (await queue.TakeAsync(CancellationToken.None))!.Value;
        await Within.Time(room);
        Assert.True(block.Span.StartsWith(Convert.FromHexString("0000000792148101a26131")));
        Assert.Equal("the peer refuses (Protocol): why", Goodbye.Read(block.Span[37..]).Text);
        Assert.Null(await queue.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public void A_goodbye_in_pieces_is_one()
    {
        FrameBuffer bytes = new();
        Goodbye.Write(bytes, new WireClose(CloseReason.Timeout, "slow"));
        Assert.True(Goodbye.IsOne(Pieces.Of(bytes.Written, 1)));
        Assert.False(Goodbye.IsOne(Pieces.Of(new byte[] { 0x92 }, 1)));
    }

    [Fact]
    public void Bounds_out_of_range_are_named()
    {
        ArgumentException bad = Assert.Throws<ArgumentException>(
            () => new WireOptions { MaxFrameBytes = 1 }.Validated());
        Assert.StartsWith(
            "MaxFrameBytes: found 1, expected 1024 to 67108864", bad.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => new WireOptions { FrameTimeout = TimeSpan.Zero }.Validated());
        Assert.Throws<ArgumentException>(() => WireCodecs.Reports(
            ResourceSchema.CreateStandard(), new WireOptions { MaxDepth = 0 }));
    }

    private static async Task<bool> IsSoon(Func<bool> isSo)
    {
        // The writer takes what waits as long as the pipe has room; then nothing moves any more.
        for (int i = 0; i < 50; i++)
        {
            await Task.Yield();
            if (isSo())
            {
                return true;
            }

            await Task.Delay(1);
        }

        return false;
    }

    internal static async Task EndAsync(Master master, IDuplexPipe bytes)
    {
        await bytes.Output.CompleteAsync();
        await bytes.Input.CompleteAsync();
        await Within.Time(master.DisposeAsync().AsTask());
    }
}
