using System.Buffers.Binary;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// What the records at the end of a zip archive say of its directory, which the library reads whole
/// into memory: as many entries as they say, and not one more.
/// </summary>
internal static class ZipDirectory
{
    /// <summary>The most bytes that the directory may have for each entry it may have.</summary>
    internal const int BytesPerEntry = 256;

    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint LongEndSignature = 0x06064B50;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LongEndBytes = 56;
    private const int CommentBound = ushort.MaxValue;

    /// <summary>Refuses an archive with too many entries or too large a directory.</summary>
    /// <exception cref="InvalidDataException">It is, or it is no zip archive.</exception>
    internal static void Check(FileStream archive, ArchiveBudget budget)
    {
        long end = EndOf(archive);
        byte[] record = ReadAt(archive, end, EndBytes);
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(4));
        ulong entries = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(10));
        ulong start = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16));
        bool isLong = disk == ushort.MaxValue || entries == ushort.MaxValue
            || start == uint.MaxValue;
        if (isLong && end >= LocatorBytes
            && ReadAt(archive, end - LocatorBytes, LocatorBytes) is { } locator
            && BinaryPrimitives.ReadUInt32LittleEndian(locator) == LocatorSignature)
        {
            ulong at = BinaryPrimitives.ReadUInt64LittleEndian(locator.AsSpan(8));
            (entries, start) = Long(archive, at);
        }

        // What the library takes for a part of the directory begins there and ends no later than
        // the archive.
        long bound = Math.Max(1 << 16, (long)budget.EntryBound * BytesPerEntry);
        if (start > (ulong)archive.Length || archive.Length - (long)start - EndBytes > bound)
        {
            throw new InvalidDataException($"found a directory of more than {bound} bytes");
        }

        budget.TakeEntries((long)Math.Min(entries, long.MaxValue));
        archive.Position = 0;
    }

    private static (ulong Entries, ulong Start) Long(FileStream archive, ulong at)
    {
        if (at > (ulong)archive.Length)
        {
            throw Spoilt();
        }

        byte[] record = ReadAt(archive, (long)at, LongEndBytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == LongEndSignature
            ? (BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)),
                BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(48)))
            : throw Spoilt();
    }

    /// <summary>Where the record at the end is: the last, before a comment of any length.</summary>
    private static long EndOf(FileStream archive)
    {
        int length = (int)Math.Min(archive.Length, EndBytes + CommentBound);
        byte[] tail = ReadAt(archive, archive.Length - length, length);
        for (int at = length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndSignature)
            {
                return archive.Length - length + at;
            }
        }

        throw Spoilt();
    }

    private static byte[] ReadAt(FileStream archive, long position, int length)
    {
        byte[] bytes = new byte[length];
        archive.Position = position;
        return archive.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw Spoilt();
    }

    private static InvalidDataException Spoilt() =>
        new("expected a zip archive with its record at the end");
}
