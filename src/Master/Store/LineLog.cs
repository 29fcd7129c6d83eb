using System.Text;

namespace Offers.Masters.Store;

/// <summary>
/// Lines with check sums at the end of a file. Added lines wait in memory until they are written,
/// and may be lost in a power failure until they are synced. Not for several threads at once.
/// </summary>
internal sealed class LineLog : IDisposable
{
    private readonly Stream _stream;
    private readonly StoreFiles _files;
    private readonly StringBuilder _waiting = new();
    private bool _isBroken;

    private LineLog(string path, Stream stream, long length, StoreFiles files)
    {
        Path = path;
        _stream = stream;
        _files = files;
        Length = length;
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>Bytes of all lines that were written.</summary>
    internal long Length { get; private set; }

    /// <summary>Lines added since it was opened.</summary>
    internal long Lines { get; private set; }

    /// <summary>Whether something was added or written that is not synced.</summary>
    internal bool IsDirty { get; private set; }

    /// <summary>Characters that wait to be written.</summary>
    internal int Waiting => _waiting.Length;

    /// <summary>Opens a log behind its whole lines.</summary>
    /// <param name="path">The file; made when there is none.</param>
    /// <param name="length">The bytes that stay, as <see cref="LineLogReader"/> found.</param>
    /// <param name="files">The disk.</param>
    internal static LineLog Open(string path, long length, StoreFiles files) =>
        new(path, files.Append(path, length), length, files);

    /// <summary>Adds a line; nothing is written yet.</summary>
    internal void Add(string text)
    {
        _waiting.Append(SummedLine.Of(text)).Append('\n');
        Lines++;
        IsDirty = true;
    }

    /// <summary>Writes the lines that wait.</summary>
    /// <exception cref="IOException">
    /// The disk refused. A part of the lines may be in the file, so the log takes nothing more.
    /// </exception>
    internal void Write()
    {
        if (_waiting.Length == 0)
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(_waiting.ToString());
        _waiting.Clear();
        Guarded(() => _stream.Write(bytes));
        Length += bytes.Length;
    }

    /// <summary>Writes, and makes all lines durable.</summary>
    /// <exception cref="IOException">As <see cref="Write"/>.</exception>
    internal void Sync()
    {
        Write();
        Guarded(() => _files.Sync(_stream));
        IsDirty = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Guarded(Action write)
    {
        if (_isBroken)
        {
            throw new IOException($"{Path}: an earlier write failed, start again");
        }

        try
        {
            write();
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            throw new IOException($"{Path}: {bad.Message}", bad);
        }
    }
}
