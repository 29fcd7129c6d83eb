using Offers.Agents.Sandboxes;

namespace Offers.Masters.Store;

/// <summary>How the store touches the disk; tests put a bad disk in its place.</summary>
internal class StoreFiles
{
    /// <summary>The disk.</summary>
    internal static StoreFiles Disk { get; } = new();

    /// <summary>
    /// Opens a file to append to, or makes it (mode 0600); what is behind <paramref name="length"/>
    /// is cut off.
    /// </summary>
    internal virtual Stream Append(string path, long length)
    {
        FileStream stream = new(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        try
        {
            if (stream.Length > length)
            {
                stream.SetLength(length);
                stream.Flush(flushToDisk: true);
            }

            stream.Position = length;
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Makes what was written durable.</summary>
    internal virtual void Sync(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    /// <summary>Gives a file another name in place of what has it.</summary>
    internal virtual void Rename(string from, string to) => DurableFile.Rename(from, to);

    /// <summary>Makes the names in a directory durable.</summary>
    internal virtual void SyncDirectory(string directory) =>
        DurableFile.SyncDirectory(directory);
}
