using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>Opens files in directories that a task can write: never through a link.</summary>
internal static class SafeOpen
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int AtEnd = 0x400;
    private const int NoFollow = 0x20000;
    private const int NoFollowArm = 0x8000;
    private const int OnlyDirectory = 0x10000;
    private const int OnlyDirectoryArm = 0x4000;
    private const int NonBlocking = 0x800;
    private const int Mode = 0x1A0;
    private const int Owner = 0x180;

    /// <summary>A file to append to, made (mode 0640) if it is not there.</summary>
    /// <exception cref="IOException">It is a link, or cannot be opened.</exception>
    internal static SafeFileHandle Append(string path) => Open(path, WriteOnly | AtEnd | Create);

    /// <summary>
    /// The same for an output, which becomes its user's: tasks read their outputs, and open them
    /// by name (<c>/dev/stdout</c>). Only root gives files away, and only what can be an output:
    /// see <see cref="FileFacts.IsOutputOf"/>.
    /// </summary>
    /// <exception cref="IOException">It is a link, cannot be opened or given away.</exception>
    internal static SafeFileHandle Output(string path, UserIds? user)
    {
        SafeFileHandle file = Append(path);
        try
        {
            if (user is { } ids && Native.geteuid() == 0)
            {
                FileFacts facts = FileFacts.Of(file);
                if (facts.User != ids.User && facts.IsOutputOf(ids.User))
                {
                    Give(file, path, ids.User, ids.Group);
                }
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>An output that is there, to read and to cut.</summary>
    /// <exception cref="IOException">It is a link, or cannot be opened.</exception>
    internal static SafeFileHandle Existing(string path) => Open(path, ReadWrite | AtEnd);

    /// <summary>A new file (mode 0640) of the same owner as another.</summary>
    /// <exception cref="IOException">Something of that name is there, or it cannot be made.
    /// </exception>
    internal static SafeFileHandle New(string path, FileFacts like)
    {
        SafeFileHandle file = Open(path, WriteOnly | Create | Exclusive);
        try
        {
            if (Native.geteuid() == 0)
            {
                Give(file, path, like.User, like.Group);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        // Not blocking: a task may have put a pipe there that nobody reads.
        flags |= NonBlocking | NoFollowFlag | Native.CloseOnExec;
        int handle = Native.open(path, flags, Mode);
        return handle >= 0
            ? new SafeFileHandle(handle, ownsHandle: true)
            : throw new IOException($"output '{path}': {Native.LastError()}");
    }

    /// <summary>Opens a directory to read what is in it; a link to one is refused.</summary>
    internal static int DirectoryFlags =>
        (IsArm ? OnlyDirectoryArm : OnlyDirectory) | NoFollowFlag | NonBlocking
            | Native.CloseOnExec;

    /// <summary>Opens whatever it is to read, through links and without waiting.</summary>
    internal static int ReadFlags => NonBlocking | Native.CloseOnExec;

    /// <summary>Refuses a link at the end.</summary>
    internal static int NoFollowFlag => IsArm ? NoFollowArm : NoFollow;

    /// <summary>A file that only its owner can read and write, made if it is not there.</summary>
    /// <param name="path">In a directory that nobody else can write.</param>
    /// <exception cref="IOException">It is a link, or cannot be opened.</exception>
    internal static SafeFileHandle Own(string path)
    {
        int handle = Native.open(
            path, ReadWrite | Create | NoFollowFlag | Native.CloseOnExec, Owner);
        if (handle < 0)
        {
            throw new IOException($"'{path}': {Native.LastError()}");
        }

        // One of an earlier version may be open to others.
        _ = Native.fchmod(handle, (uint)Owner);
        return new SafeFileHandle(handle, ownsHandle: true);
    }

    private static void Give(SafeFileHandle file, string path, uint user, uint group)
    {
        if (Native.fchown((int)file.DangerousGetHandle(), user, group) != 0)
        {
            throw new IOException($"output '{path}' of user {user}: {Native.LastError()}");
        }
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64;
}
