using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Offers.Simulation.Traces;

/// <summary>A file read whole: its digest as stored and its text after decompression.</summary>
/// <remarks>
/// Everything is checked before the first row is looked at, so that a damaged file never gives
/// part of a trace. <see cref="GZipStream"/> takes a file that was cut short for a short file;
/// the length that gzip keeps in its last four bytes tells them apart.
/// </remarks>
internal sealed class TraceFile
{
    private const int ShortestGzip = 18;

    private TraceFile(string path, string sha256, ReadOnlyMemory<byte> text)
    {
        Path = path;
        Sha256 = sha256;
        Text = text;
    }

    internal string Path { get; }

    internal string Sha256 { get; }

    internal ReadOnlyMemory<byte> Text { get; }

    internal static TraceFile Open(string path) => FromBytes(path, ReadBytes(path));

    internal static TraceFile FromBytes(string path, byte[] bytes)
    {
        byte[] text = path.EndsWith(".gz", StringComparison.Ordinal)
            ? Decompress(path, bytes)
            : bytes;
        if (text.Length == 0)
        {
            throw new InputException(path, 1, "file", "nothing", "at least one line");
        }

        RequireUtf8(path, text);
        return new TraceFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), text);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, 0, "file", "nothing", "a trace file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            string found = Directory.Exists(path) ? "a directory" : e.Message;
            throw new InputException(path, 0, "file", found, "a readable file");
        }
    }

    private static byte[] Decompress(string path, byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            string start = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(2, bytes.Length)));
            throw new InputException(
                path, 0, "gzip", start, "the signature 1f8b, because the name ends in .gz");
        }

        byte[] text = Inflate(path, bytes);
        if (bytes.Length < ShortestGzip
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)) != (uint)text.Length)
        {
            string found = string.Create(
                CultureInfo.InvariantCulture, $"{bytes.Length} bytes that end elsewhere");
            throw new InputException(
                path, 0, "gzip", found, "one complete gzip member and nothing after it");
        }

        return text;
    }

    private static byte[] Inflate(string path, byte[] bytes)
    {
        using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var block = new byte[64 * 1024];
        try
        {
            for (int n = stream.Read(block); n > 0; n = stream.Read(block))
            {
                if (text.Length + n > TraceLimits.MaxTextBytes)
                {
                    throw new InputException(
                        path, 0, "gzip", "more", "at most 1 GiB of text after decompression");
                }

                text.Write(block, 0, n);
            }
        }
        catch (InvalidDataException e)
        {
            throw new InputException(path, 0, "gzip", e.Message, "undamaged gzip data");
        }

        return text.ToArray();
    }

    private static void RequireUtf8(string path, byte[] text)
    {
        if (Utf8.IsValid(text))
        {
            return;
        }

        int bad = FirstInvalid(text);
        string found = Convert.ToHexStringLower(text.AsSpan(bad, 1));
        int line = 1 + text.AsSpan(0, bad).Count((byte)'\n');
        throw new InputException(path, line, "text", found, "UTF-8");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && System.Text.Rune.DecodeFromUtf8(
            text[at..], out _, out int used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }
}
