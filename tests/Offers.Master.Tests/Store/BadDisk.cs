using Offers.Masters.Store;

namespace Offers.Masters.Tests.Store;

/// <summary>
/// A disk that is full after so many bytes, that fails at a given operation, and that says when it
/// is synced. It syncs nothing, since nobody pulls a plug here.
/// </summary>
internal sealed class BadDisk : StoreFiles
{
    internal long BytesLeft { get; set; } = long.MaxValue;

    /// <summary>The operation that fails, from 1; never by default.</summary>
    internal int FailsAt { get; set; } = int.MaxValue;

    internal int Operations { get; private set; }

    internal List<string> Log { get; } = [];

    internal override Stream Append(string path, long length)
    {
        Step("open");
        return new Limited(this, base.Append(path, length));
    }

    internal override void Sync(Stream stream) => Step("sync");

    internal override void Rename(string from, string to)
    {
        Step("rename");
        base.Rename(from, to);
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

    private sealed class Limited(BadDisk disk, Stream inner) : Stream
    {
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
