using System.IO.Pipelines;
using Offers.Core.Tests.Journal;
using Offers.Wire.Tests.Messages;

namespace Offers.Wire.Tests.Connections;

/// <summary>Damaged frames against a live master.</summary>
public sealed class LiveFuzzTests
{
    /// <summary>A connection costs more than a message: one for so many of the other fuzz test.</summary>
    private const int Part = 40;

    public static TheoryData<string> Kinds =>
        [.. Sort.All[0].Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Damaged_frames_end_a_connection_once_and_with_the_right_reason(string kind)
    {
        int seed = RandomSeed.Next();
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        byte[][] originals = FuzzTests.SomeOf(
            MessageTests.SortOf(kind), kind, random, schema);
        (Master Master, IDuplexPipe Bytes)? open = null;
        for (int i = 0; i < FuzzTests.Frames / Part; i++)
        {
            open ??= await Pair.OpenBareAsync();
            bool isFrameDamaged = random.Next(4) == 0;
            byte[] frame = isFrameDamaged
                ? Mutation.Of(Frames.Of(originals[i % originals.Length]), random)
                : Frames.Of(Mutation.Of(originals[i % originals.Length], random));
            if (!await SendAsync(open.Value, frame, isFrameDamaged, $"seed {seed}, frame {i}"))
            {
                open = null;
            }
        }

        if (open is { } last)
        {
            await EndAsync(last);
        }
    }

    /// <summary>False when the connection has ended over it.</summary>
    private static async Task<bool> SendAsync(
        (Master Master, IDuplexPipe Bytes) open, byte[] frame, bool isLast, string which)
    {
        if (frame.Length > 0)
        {
            await open.Bytes.Output.WriteAsync(frame);
        }

        if (isLast)
        {
            await open.Bytes.Output.CompleteAsync();
        }

        AgentReport? report;
        do
        {
            report = await Within.Time(open.Master.ReceiveAsync());
        }
        while (isLast && report is not null);

        if (report is not null)
        {
            return true;
        }

        WireClose close = await Within.Time(open.Master.Closed);
        Assert.True(
            close.Reason is CloseReason.Protocol or CloseReason.TooLarge or CloseReason.Refused
                || (isLast && close.Reason == CloseReason.PeerClosed), $"{which}: {close}");
        Assert.DoesNotContain('\n', close.Text);
        await EndAsync(open);
        return false;
    }

    private static async Task EndAsync((Master Master, IDuplexPipe Bytes) open)
    {
        await open.Bytes.Output.CompleteAsync();
        await open.Bytes.Input.CompleteAsync();
        await Within.Time(open.Master.DisposeAsync().AsTask());
    }
}
