using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Offers.Wire.Tests.Connections;

/// <summary>Frames made and read by hand.</summary>
internal static class Frames
{
    internal static byte[] Of(ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[4 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length);
        payload.CopyTo(frame.AsSpan(4));
        return frame;
    }

    internal static byte[] HelloOf(
        WireRole role, int major = WireProtocols.Major, string name = "a1", int minor = 0)
    {
        FrameBuffer buffer = new();
        MessagePackWriter writer = new(buffer);
        writer.ArrayHeader(6);
        writer.Text("offers");
        writer.Integer(major);
        writer.Integer(minor);
        writer.Integer((int)role);
        writer.Text(name);
        writer.Text("something of a later version");
        return Of(buffer.Written.Span);
    }

    /// <summary>All frames until the other side ends.</summary>
    internal static async Task<List<byte[]>> AllAsync(PipeReader input)
    {
        List<byte> bytes = [];
        while (true)
        {
            ReadResult result = await Within.Time(input.ReadAsync());
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
            {
                bytes.AddRange(piece.Span);
            }

            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return Split([.. bytes]);
            }
        }
    }

    private static List<byte[]> Split(byte[] bytes)
    {
        List<byte[]> frames = [];
        for (int at = 0; at + 4 <= bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            frames.Add(bytes[(at + 4)..(at + 4 + length)]);
            at += 4 + length;
        }

        return frames;
    }
}
