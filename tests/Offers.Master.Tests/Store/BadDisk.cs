using Offers.Masters.Store;

namespace Offers.Masters.Tests.Store;

/// <summary>
/// A disk that is full after so many bytes, that fails at a given operation, that says when it is
/// synced, and that forgets what was not synced when its plug is pulled.
/// </summary>
internal sealed class BadDisk : StoreFiles
{
    internal long BytesLeft { get; set; } = long.MaxValue;

    /// <summary>The operation that fails, from 1; never by default.</summary>
    internal int FailsAt { get; set; } = int.MaxValue;

    internal int Operations { get; private set; }

    internal List<string> Log { get; } = [];

    private readonly Dictionary<string, long> _synced = new(StringComparer.Ordinal);

    internal override Stream Append(string path, long length)
    {
        Step("open");
        _synced[path] = length;
        return new Limited(this, path, base.Append(path, length));
    }

    internal override void Sync(Stream stream)
    {
        Step("sync");
        string path = ((Limited)stream).Path;
        _synced[_synced.ContainsKey(path) ? path : NameOfRenamed(path)] = stream.Length;
    }

    /// <summary>Of each file any number of bytes behind the synced ones is lost.</summary>
    internal void PullPlug(Random random)
    {
        foreach ((string path, long synced) in _synced)
        {
            if (File.Exists(path))
            {
                using FileStream file = File.OpenWrite(path);
                file.SetLength(random.NextInt64(synced, file.Length + 1));
            }
        }
    }

    internal override void Rename(string from, string to)
    {
        Step("rename");
        base.Rename(from, to);
        _synced.Remove(from, out long synced);
        _synced[to] = synced;
    }

    internal override void SyncDirectory(string directory) => Step("sync directory");

    private void Step(string what)
    {
        Operations++;
        Log.Add(what);
        if (Operations >= FailsAt)
        {
            throw new IOException("the disk failed");
        }
    }

    /// <summary>A file is written under another name until it is whole.</summary>
    private static string NameOfRenamed(string path) =>
        path.EndsWith(".new", StringComparison.Ordinal) ? path[..^4] : path;

    private sealed class Limited(BadDisk disk, string path, Stream inner) : Stream
    {
        internal string Path => path;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            disk.Step("write");
            int fits = (int)Math.Min(count, disk.BytesLeft);
            inner.Write(buffer, offset, fits);
            disk.BytesLeft -= fits;
            if (fits < count)
            {
                throw new IOException("No space left on device");
            }
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
