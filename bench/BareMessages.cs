using System.Buffers;
using System.Diagnostics;
using Offers.Wire;

namespace Offers.Bench;

/// <summary>
/// The same messages without a master: each update goes over the same kind of socket to a peer that
/// reads it and answers with its acknowledgement, and does nothing else.
/// </summary>
internal static class BareMessages
{
    private const int Rounds = 60;

    /// <summary>Bytes of an update and its acknowledgement, without the heads of frames.</summary>
    internal static double BytesOf(IReadOnlyList<ReportUpdate> updates)
    {
        ResourceSchema schema = ResourceSchema.CreateStandard();
        WireProtocol<AgentReport, AgentInstruction> protocol =
            WireProtocols.MasterToAgent("master", schema);
        WireProtocol<AgentInstruction, AgentReport> agent =
            WireProtocols.AgentToMaster("agent", schema);
        ArrayBufferWriter<byte> bytes = new();
        foreach (ReportUpdate update in updates)
        {
            agent.Outgoing.Write(bytes, update);
            protocol.Outgoing.Write(bytes, AnswerTo(update));
        }

        return (double)bytes.WrittenCount / updates.Count;
    }

    /// <summary>Messages a second, both ways together.</summary>
    internal static async Task<double> RunAsync(
        string path, int agents, IReadOnlyList<ReportUpdate> updates)
    {
        WireEndpoint endpoint = WireEndpoint.Parse($"unix:{path}");
        WireListener<AgentReport, AgentInstruction> listener = await WireListener.StartAsync(
            endpoint, WireProtocols.MasterToAgent("master", ResourceSchema.CreateStandard()));
        Task serving = ServeAsync(listener, agents);
        List<WireConnection<AgentInstruction, AgentReport>> open = [];
        for (int i = 0; i < agents; i++)
        {
            open.Add(await WireDialer.ConnectAsync(
                endpoint, WireProtocols.AgentToMaster($"b{i}", ResourceSchema.CreateStandard())));
        }

        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Select(connection => TalkAsync(connection, updates)));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (WireConnection<AgentInstruction, AgentReport> connection in open)
        {
            await connection.DisposeAsync();
        }

        await serving;
        await listener.DisposeAsync();
        return 2.0 * Rounds * agents / seconds;
    }

    private static UpdateAcknowledged AnswerTo(ReportUpdate update) =>
        new(update.Framework, update.Task, update.Update);

    private static async Task ServeAsync(
        WireListener<AgentReport, AgentInstruction> listener, int agents)
    {
        List<Task> serving = [];
        for (int i = 0; i < agents; i++)
        {
            WireConnection<AgentReport, AgentInstruction> connection =
                (await listener.AcceptAsync())!;
            serving.Add(AnswerAsync(connection));
        }

        await Task.WhenAll(serving);
    }

    private static async Task AnswerAsync(WireConnection<AgentReport, AgentInstruction> connection)
    {
        await using (connection)
        {
            while (await connection.ReceiveAsync() is ReportUpdate update)
            {
                await connection.SendAsync(AnswerTo(update));
            }
        }
    }

    private static async Task TalkAsync(
        WireConnection<AgentInstruction, AgentReport> connection,
        IReadOnlyList<ReportUpdate> updates)
    {
        await Task.Yield();
        for (int i = 0; i < Rounds; i++)
        {
            await connection.SendAsync(updates[i % updates.Count]);
        }

        for (int i = 0; i < Rounds; i++)
        {
            await connection.ReceiveAsync();
        }
    }
}
