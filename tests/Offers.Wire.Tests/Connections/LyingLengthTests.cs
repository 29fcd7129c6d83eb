using System.IO.Pipelines;
using Offers.Wire.Tests.Messages;

namespace Offers.Wire.Tests.Connections;

/// <summary>Runs when nothing else does: it measures what the whole process allocates.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class LyingLengthTests
{
    [Fact]
    public async Task A_length_that_lies_costs_nothing()
    {
        (Master master, IDuplexPipe bytes) = await Pair.OpenBareAsync();
        Task<AgentReport?> receiving = master.ReceiveAsync().AsTask();
        long before = GC.GetTotalAllocatedBytes(true);
        await bytes.Output.WriteAsync(Convert.FromHexString("0040000092"));
        Assert.False(receiving.IsCompleted);
        Assert.True(GC.GetTotalAllocatedBytes(true) - before < 1 << 20);
        await bytes.Output.CompleteAsync();
        Assert.Null(await Within.Time(receiving));
        WireClose close = await master.Closed;
        Assert.Equal(
            (CloseReason.Protocol, "the peer closed the connection within a message"),
            (close.Reason, close.Text));
        await ConnectionTests.EndAsync(master, bytes);
    }
}
