using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Opens what is below a directory and nothing else, whoever writes there at the same time. Links
/// are followed if they are relative and stay below it; where the system has no <c>openat2</c>
/// (Linux before 5.6) none is. Nothing here waits, whatever lies there.
/// </summary>
internal static class OpenBelow
{
    private const int NotPermitted = 1;
    private const int NotThere = 2;
    private const int TryAgain = 11;
    private const int LeadsOut = 18;
    private const int NotADirectory = 20;
    private const int NoSuchCall = 38;
    private const int TooManyLinks = 40;
    private const int Tries = 100;

    private static int DirectoryFlags => SafeOpen.DirectoryFlags & ~SafeOpen.NoFollowFlag;

    /// <summary>The nearest of some directories that a path is below; null if there is none.
    /// </summary>
    /// <param name="roots">Absolute paths.</param>
    /// <param name="path">An absolute path without <c>..</c>.</param>
    internal static string? RootOf(IReadOnlyList<string> roots, string path) => roots
        .Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))
        .Where(root => (path + "/").StartsWith(
            root.Length == 1 ? root : root + "/", StringComparison.Ordinal))
        .MaxBy(root => root.Length);

    /// <summary>A plain file, to read.</summary>
    /// <param name="root">The directory; links to it are followed.</param>
    /// <param name="path">An absolute path below it without <c>..</c>.</param>
    /// <param name="knowsLinks">Whether links are followed where the system can.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">It is no plain file, or a link leads out.</exception>
    internal static FileStream PlainFile(string root, string path, bool knowsLinks = true)
    {
        SafeFileHandle file = Open(root, path, SafeOpen.ReadFlags, knowsLinks);
        try
        {
            return FileFacts.Of(file).IsPlain
                ? new FileStream(file, FileAccess.Read, bufferSize: 0)
                : throw new IOException("expected a plain file");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The path of a directory with no link in it.</summary>
    /// <inheritdoc cref="PlainFile"/>
    internal static string RealDirectory(string root, string path, bool knowsLinks = true)
    {
        using SafeFileHandle directory =
            Open(root, path, DirectoryFlags, knowsLinks);
        string link = FormattableString.Invariant(
            $"/proc/self/fd/{directory.DangerousGetHandle()}");
        return new FileInfo(link).LinkTarget
            ?? throw new IOException($"'{path}': the system does not say where it is");
    }

    private static SafeFileHandle Open(string root, string path, int flags, bool knowsLinks)
    {
        int directory = Native.open(root, DirectoryFlags, 0);
        if (directory < 0)
        {
            throw Failure(root);
        }

        try
        {
            string below = Path.GetRelativePath(root, path);
            int file = knowsLinks
                ? Through(directory, below, flags)
                : Along(directory, below, flags);
            return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw Failure(path);
        }
        finally
        {
            _ = Native.close(directory);
        }
    }

    /// <summary>Lets the system follow links; -1 and the last error set if it does not.</summary>
    private static int Through(int directory, string below, int flags)
    {
        for (int left = Tries; ; left--)
        {
            int file = SandboxNative.OpenAt(
                directory, below, flags, SandboxNative.Beneath | SandboxNative.NoMagicLinks);
            if (file >= 0)
            {
                return file;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case NoSuchCall or NotPermitted:
                    // An old kernel, or one that is told to know it not.
                    return Along(directory, below, flags);
                case TryAgain or Native.ErrorInterrupted when left > 0:
                    // Somebody renamed a directory on the way back up.
                    break;
                default:
                    return -1;
            }
        }
    }

    /// <summary>Goes part by part and follows no link.</summary>
    private static int Along(int directory, string below, int flags)
    {
        string[] parts = below.Split('/');
        int held = directory;
        for (int index = 0; index < parts.Length; index++)
        {
            bool isLast = index == parts.Length - 1;
            int next = Native.openat(
                held,
                Encoding.UTF8.GetBytes(parts[index] + '\0'),
                (isLast ? flags : DirectoryFlags) | SafeOpen.NoFollowFlag,
                0);
            int error = Marshal.GetLastPInvokeError();
            if (held != directory)
            {
                _ = Native.close(held);
            }

            if (next < 0)
            {
                Marshal.SetLastPInvokeError(error);
                return -1;
            }

            held = next;
        }

        return held;
    }

    private static IOException Failure(string path)
    {
        return Marshal.GetLastPInvokeError() switch
        {
            NotThere => new FileNotFoundException($"'{path}' is not there"),
            NotADirectory => new FileNotFoundException(
                $"'{path}' is not there: a part of it is no directory"),
            LeadsOut => new IOException(
                $"'{path}': found a link that is absolute or leads out, expected one that stays "
                + "below the directory that the agent allows"),
            TooManyLinks => new IOException($"'{path}': found a link that is not followed"),
            _ => new IOException($"'{path}': {Native.LastError()}"),
        };
    }
}
