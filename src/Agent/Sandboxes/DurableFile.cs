using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>Files that are whole after a crash: the old content or the new, never a part.</summary>
internal static class DurableFile
{
    /// <summary>What the temporary file's name ends in; one that is left over may be removed.
    /// </summary>
    internal const string TemporaryEnding = ".new";

    /// <summary>
    /// Writes or replaces a file (mode 0600): temporary file, sync, rename, sync of the directory.
    /// It is on disk when this returns. One writer per path.
    /// </summary>
    /// <exception cref="IOException">It could not (disk full, ...): the old content stays.
    /// </exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + TemporaryEnding;
        try
        {
            WriteTemporary(temporary, bytes);
            Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes the names in a directory durable.</summary>
    internal static void SyncDirectory(string directory) => Sync(directory, Native.fsync);

    /// <summary>Makes everything on the file system of a directory durable.</summary>
    internal static void SyncFileSystem(string directory) => Sync(directory, Native.syncfs);

    private static void Sync(string directory, Func<int, int> sync)
    {
        int handle = Native.open(directory, Native.CloseOnExec, 0);
        if (handle < 0)
        {
            throw new IOException($"directory '{directory}': {Native.LastError()}");
        }

        int result = sync(handle);
        string error = result == 0 ? string.Empty : Native.LastError();
        _ = Native.close(handle);
        if (result != 0)
        {
            throw new IOException($"directory '{directory}': {error}");
        }
    }

    /// <summary>Gives a file, directory or link another name in place of what has it.</summary>
    /// <exception cref="IOException">It could not.</exception>
    internal static void Rename(string from, string to)
    {
        // The library's own moves look first, and follow links when they look.
        if (Native.rename(from, to) != 0)
        {
            throw new IOException($"'{from}' cannot become '{to}': {Native.LastError()}");
        }
    }

    private static void WriteTemporary(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        SafeFileHandle handle = stream.SafeFileHandle;
        RandomAccess.Write(handle, bytes, 0);
        RandomAccess.FlushToDisk(handle);
    }
}
