using System.Buffers;
using System.Text;

namespace Offers.Wire;

/// <summary>The last message to a peer that is refused: why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">The same in words.</param>
internal sealed record Goodbye(CloseReason Reason, string Text)
{
    private const int MaxTextLength = 512;

    private static readonly Shape<Goodbye> Form = new(
        "goodbye", ["reason", "text"],
        static (ref FieldWriter fields, Goodbye goodbye) =>
        {
            fields.Word(1, goodbye.Reason);
            fields.Text(2, goodbye.Text);
        },
        static (ref FieldMap fields) => new Goodbye(
            fields.WordOr(1, CloseReason.Refused), fields.Text(2)));

    internal static readonly MessageFamily<Goodbye> Family =
        new MessageFamily<Goodbye>("control", "a goodbye").With(1, Form!);

    private static readonly WireContext Plain = new(new ResourceSchema(), WireOptions.Default);

    /// <summary>The heads of an array of two and of its number.</summary>
    internal static bool IsOne(in ReadOnlySequence<byte> bytes)
    {
        SequenceReader<byte> reader = new(bytes);
        return reader.TryRead(out byte head) && head == 0x92
            && reader.TryRead(out byte number) && number == 1;
    }

    internal static void Write(IBufferWriter<byte> output, WireClose close) =>
        Family.Write(
            new MessagePackWriter(output), new Goodbye(close.Reason, OneLine(close.Text)), Plain);

    /// <summary>How a connection ends on which this came.</summary>
    internal static WireClose Read(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        Goodbye goodbye = Family.Read(ref reader, Plain);
        return new WireClose(
            CloseReason.Refused, $"the peer refuses ({goodbye.Reason}): {OneLine(goodbye.Text)}");
    }

    /// <summary>What others say goes to a log, so it is short and one line.</summary>
    internal static string OneLine(string text)
    {
        StringBuilder line = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            line.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
            if (line.Length >= MaxTextLength)
            {
                return line.Append("...").ToString();
            }
        }

        return line.ToString();
    }
}
