using System.Globalization;

namespace Offers.Masters.Store;

/// <summary>
/// Reads a file of lines with check sums. A tail that a crash tore off ends the reading and is
/// told by <see cref="WholeLength"/>; any other line that is not as it was written is an error.
/// </summary>
/// <remarks>
/// Torn is a last line without its end, and a line with zeros in it that has nothing but zeros
/// behind it: a file system leaves them that grew the file before it wrote the bytes.
/// </remarks>
internal sealed class LineLogReader
{
    /// <summary>The longest line that is read, in bytes.</summary>
    internal const int MaxLineBytes = 256 << 20;

    private readonly string _path;
    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>A reader of a file.</summary>
    internal LineLogReader(string path) => _path = path;

    /// <summary>Lines read so far.</summary>
    internal int Line { get; private set; }

    /// <summary>Bytes of the whole lines read so far.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>Bytes behind the last whole line, known when all is read.</summary>
    internal long TornBytes { get; private set; }

    /// <summary>The texts of the lines, once.</summary>
    /// <exception cref="InvalidDataException">
    /// A line that is no torn tail is spoilt; the message has the file and the line.
    /// </exception>
    internal IEnumerable<string> Lines()
    {
        using FileStream file = new(
            _path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        while (Next(file) is { } text)
        {
            Line++;
            yield return text;
        }

        TornBytes = file.Length - WholeLength;
    }

    private string? Next(FileStream file)
    {
        int length = LengthOfLine(file);
        if (length < 0)
        {
            return null;
        }

        if (SummedLine.TryRead(_buffer.AsSpan(_start, length), out string text))
        {
            _start += length + 1;
            WholeLength += length + 1;
            return text;
        }

        if (!_buffer.AsSpan(_start, length).Contains((byte)0))
        {
            throw Spoilt("is not as it was written (its check sum is wrong)");
        }

        ThrowUnlessTail(file, length + 1);
        return null;
    }

    /// <summary>How long the next line is, without its end; -1 when it has none.</summary>
    private int LengthOfLine(FileStream file)
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched)
                .IndexOf((byte)'\n');
            if (found >= 0)
            {
                return searched + found;
            }

            searched = _end - _start;
            if (!Fill(file))
            {
                return -1;
            }
        }
    }

    private bool Fill(FileStream file)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxLineBytes)
            {
                throw Spoilt("is longer than any line is");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int count = file.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }

    private void ThrowUnlessTail(FileStream file, int from)
    {
        _start += from;
        do
        {
            if (_buffer.AsSpan(_start, _end - _start).ContainsAnyExcept((byte)0))
            {
                throw Spoilt("has zeros in it, and others follow");
            }

            _start = _end;
        }
        while (Fill(file));
    }

    private InvalidDataException Spoilt(string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{_path}:{Line + 1}: the line {what}; restore the directory from a copy"));
}
