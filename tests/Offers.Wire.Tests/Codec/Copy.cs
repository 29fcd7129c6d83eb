namespace Offers.Wire.Tests.Codec;

/// <summary>Writes what is read.</summary>
internal static class Copy
{
    internal static void One(ref MessagePackReader reader, MessagePackWriter writer)
    {
        switch (reader.Peek())
        {
            case MessagePackKind.Nil:
                reader.TryReadNil();
                writer.Nil();
                break;
            case MessagePackKind.Bool:
                writer.Bool(reader.ReadBool());
                break;
            case MessagePackKind.Integer:
                Integer(ref reader, writer);
                break;
            case MessagePackKind.Float:
                writer.Double(reader.ReadDouble());
                break;
            case MessagePackKind.Text:
                writer.Text(reader.ReadString());
                break;
            case MessagePackKind.Bytes:
                writer.Bytes(reader.ReadBytes());
                break;
            case MessagePackKind.Extension:
                Extension(ref reader, writer);
                break;
            case MessagePackKind.Array:
                int items = reader.ReadArrayHeader();
                writer.ArrayHeader(items);
                Many(ref reader, writer, items);
                break;
            default:
                int entries = reader.ReadMapHeader();
                writer.MapHeader(entries);
                Many(ref reader, writer, 2 * entries);
                break;
        }
    }

    private static void Many(ref MessagePackReader reader, MessagePackWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            One(ref reader, writer);
        }
    }

    private static void Integer(ref MessagePackReader reader, MessagePackWriter writer)
    {
        MessagePackReader ahead = reader;
        try
        {
            writer.Whole(ahead.ReadUInt64());
            reader = ahead;
        }
        catch (WireException)
        {
            writer.Integer(reader.ReadInt64());
        }
    }

    private static void Extension(ref MessagePackReader reader, MessagePackWriter writer)
    {
        MessagePackReader ahead = reader;
        ReadOnlySpan<byte> body = ahead.ReadExtension(out sbyte type);
        if (type == -1)
        {
            (long seconds, uint nanoseconds) = reader.ReadTimestamp();
            writer.Timestamp(seconds, nanoseconds);
            return;
        }

        reader = ahead;
        writer.Extension(type, body);
    }
}
