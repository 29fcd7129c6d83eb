namespace Offers.Agents.Sandboxes;

/// <summary>The lock that the one program which uses a directory holds.</summary>
internal static class DirectoryLock
{
    /// <summary>The error number of Linux for a lock that somebody else holds.</summary>
    private const int WouldBlock = 11;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Takes a directory by its file <c>lock</c>, until that is closed.</summary>
    /// <param name="directory">Which; it is there.</param>
    /// <param name="program">What holds it, for the message: <c>master</c>.</param>
    /// <exception cref="IOException">Another one holds it, or it cannot be had at all.</exception>
    internal static FileStream Take(string directory, string program) => TakeFile(
        Path.Combine(directory, "lock"), $"another {program} has this directory");

    /// <summary>Takes a file, until it is closed.</summary>
    /// <param name="path">Which; it is made when there is none.</param>
    /// <param name="held">What to say when another one holds it.</param>
    /// <exception cref="IOException">Another one holds it, or it cannot be had at all.</exception>
    internal static FileStream TakeFile(string path, string held)
    {
        FileStream file = Open(path, held);
        try
        {
            // One of an older version may be open to others, who could hold it.
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream Open(string path, string held)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (IOException bad) when (bad.HResult == WouldBlock)
        {
            throw new IOException($"{path}: {held}", bad);
        }
    }
}
