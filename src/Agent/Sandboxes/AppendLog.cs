using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// A log of records at the end of a file. A record that a crash cut off is dropped at the next
/// open; whatever else is wrong is an error, never a silent loss. Not for several threads at once.
/// </summary>
/// <remarks>
/// A record: its length, the CRC-32C of the length, the CRC-32C of its bytes (4 bytes each, least
/// significant first), its bytes. The length has a check of its own, so that a spoilt one cannot
/// make the records after it look like a tail.
/// </remarks>
internal sealed class AppendLog : IDisposable
{
    /// <summary>The most bytes a record may have: what one command can ever need.</summary>
    internal const int RecordBound = 1 << 30;

    private const int BufferKept = 1 << 20;

    private const int HeaderBytes = 12;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private byte[] _buffer = new byte[256];
    private bool _isBroken;

    private AppendLog(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Length in bytes of all whole records.</summary>
    internal long Length { get; private set; }

    /// <summary>Whether it takes nothing more until it is opened again.</summary>
    internal bool IsBroken => _isBroken;

    /// <summary>How many bytes of a torn tail were cut when it was opened.</summary>
    internal long CutBytes { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
    }

    /// <summary>Opens a log, or makes it; a torn tail is cut, on disk too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Gets every record in order; the bytes are its own only during the call.
    /// </param>
    /// <exception cref="InvalidDataException">A record before the tail is spoilt.</exception>
    internal static AppendLog Open(string path, Action<ReadOnlyMemory<byte>> take)
    {
        bool isNew = !File.Exists(path);
        SafeFileHandle file = SafeOpen.Own(path);
        var log = new AppendLog(path, file);
        try
        {
            log.Load(take);
            if (isNew)
            {
                DurableFile.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            }
        }
        catch
        {
            log.Dispose();
            throw;
        }

        return log;
    }

    /// <summary>Adds a record; it is durable after the next <see cref="Sync"/>.</summary>
    /// <exception cref="IOException">It could not be written; the log is as before.</exception>
    internal void Append(ReadOnlySpan<byte> record)
    {
        if (record.Length > RecordBound)
        {
            throw new ArgumentOutOfRangeException(
                nameof(record), $"{record.Length} bytes: expected at most {RecordBound}");
        }

        ThrowIfBroken();
        int length = HeaderBytes + record.Length;
        if (_buffer.Length < length)
        {
            _buffer = new byte[Math.Max(length, _buffer.Length * 2)];
        }

        Span<byte> bytes = _buffer.AsSpan(0, length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Checksum(bytes[..4]));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Checksum(record));
        record.CopyTo(bytes[HeaderBytes..]);
        try
        {
            RandomAccess.Write(_file, bytes, Length);
        }
        catch (IOException)
        {
            CutBack();
            throw;
        }

        Length += length;
        KeepLittle();
    }

    /// <summary>Makes all records durable.</summary>
    /// <exception cref="IOException">
    /// The disk refused. What is on disk is unknown then, so the log takes nothing more.
    /// </exception>
    internal void Sync()
    {
        ThrowIfBroken();
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            _isBroken = true;
            throw;
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    /// <summary>A rare long record does not hold its memory for ever.</summary>
    private void KeepLittle()
    {
        if (_buffer.Length > BufferKept)
        {
            _buffer = new byte[256];
        }
    }

    private void ThrowIfBroken()
    {
        if (_isBroken)
        {
            throw new IOException($"log '{_path}': an earlier write failed; open it again");
        }
    }

    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_file, Length);
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    private void Load(Action<ReadOnlyMemory<byte>> take)
    {
        long end = RandomAccess.GetLength(_file);
        byte[] header = new byte[HeaderBytes];
        while (TryReadHeader(end, header, out int length))
        {
            if (_buffer.Length < length)
            {
                _buffer = new byte[length];
            }

            long next = Length + HeaderBytes + length;
            ReadAll(_buffer.AsSpan(0, length), Length + HeaderBytes);
            if (Checksum(_buffer.AsSpan(0, length))
                != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)))
            {
                ThrowUnlessTail(next, end);
                break;
            }

            take(_buffer.AsMemory(0, length));
            Length = next;
        }

        KeepLittle();
        CutBytes = end - Length;
        if (CutBytes > 0)
        {
            RandomAccess.SetLength(_file, Length);
            RandomAccess.FlushToDisk(_file);
        }
    }

    private bool TryReadHeader(long end, Span<byte> header, out int length)
    {
        length = 0;
        if (end - Length < HeaderBytes)
        {
            return false;
        }

        ReadAll(header, Length);
        length = BinaryPrimitives.ReadInt32LittleEndian(header);
        bool isWhole = Checksum(header[..4])
            == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (!isWhole || length is < 0 or > RecordBound)
        {
            ThrowUnlessTail(Length + HeaderBytes, end);
            return false;
        }

        return Length + HeaderBytes + length <= end;
    }

    /// <summary>
    /// A spoilt record is a tail when nothing follows; zeros are nothing, a file system that grew
    /// the file before it wrote the bytes leaves them.
    /// </summary>
    private void ThrowUnlessTail(long from, long end)
    {
        byte[] part = new byte[4096];
        for (long position = from; position < end; position += part.Length)
        {
            Span<byte> rest = part.AsSpan(0, (int)Math.Min(part.Length, end - position));
            ReadAll(rest, position);
            if (rest.ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException(
                    $"log '{_path}': the record at byte {Length} is spoilt, others follow");
            }
        }
    }

    private void ReadAll(Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            int count = RandomAccess.Read(_file, bytes, position);
            if (count == 0)
            {
                throw new EndOfStreamException($"log '{_path}': shorter than it was");
            }

            bytes = bytes[count..];
            position += count;
        }
    }
}
