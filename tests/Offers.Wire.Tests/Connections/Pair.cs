using System.IO.Pipelines;

namespace Offers.Wire.Tests.Connections;

/// <summary>Two ends of a connection in memory, and what only a bad peer does with one.</summary>
internal sealed class Pair
{
    private readonly Pipe _there = new();
    private readonly Pipe _back = new();

    internal Pair()
    {
        Near = new End(_back.Reader, _there.Writer);
        Far = new End(_there.Reader, _back.Writer);
    }

    internal IDuplexPipe Near { get; }

    internal IDuplexPipe Far { get; }

    /// <summary>A master and an agent that have shaken hands.</summary>
    internal static async Task<(Master Master, AgentEnd Agent)> OpenAsync(
        WireOptions? options = null, TimeProvider? time = null)
    {
        Pair pair = new();
        ResourceSchema schema = ResourceSchema.CreateStandard();
        Task<Master> master = WireHandshake.OpenAsync(
            pair.Near, WireProtocols.MasterToAgent("m", schema, options), time);
        Task<AgentEnd> agent = WireHandshake.OpenAsync(
            pair.Far, WireProtocols.AgentToMaster("a1", schema, options), time);
        return (await Within.Time(master), await Within.Time(agent));
    }

    /// <summary>A master and the bare bytes of an agent that has said hello.</summary>
    internal static async Task<(Master Master, IDuplexPipe Bytes)> OpenBareAsync(
        WireOptions? options = null, TimeProvider? time = null)
    {
        Pair pair = new();
        Task<Master> master = WireHandshake.OpenAsync(
            pair.Near,
            WireProtocols.MasterToAgent("m", ResourceSchema.CreateStandard(), options), time);
        await pair.Far.Output.WriteAsync(Frames.HelloOf(WireRole.Agent));
        return (await Within.Time(master), pair.Far);
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
