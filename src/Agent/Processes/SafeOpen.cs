using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>Opens files in directories that a task can write: never through a link.</summary>
internal static class SafeOpen
{
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int Create = 0x40;
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
    internal static SafeFileHandle Append(string path, bool readAlso = false)
    {
        // Not blocking: a task may have put a pipe there that nobody reads.
        int flags = (readAlso ? ReadWrite : WriteOnly) | AtEnd | NonBlocking
            | NoFollowFlag | Native.CloseOnExec | (readAlso ? 0 : Create);
        int handle = Native.open(path, flags, Mode);
        return handle >= 0
            ? new SafeFileHandle(handle, ownsHandle: true)
            : throw new IOException($"output '{path}': {Native.LastError()}");
    }

    /// <summary>Opens a directory to read what is in it; a link to one is refused.</summary>
    internal static int DirectoryFlags =>
        (IsArm ? OnlyDirectoryArm : OnlyDirectory) | NoFollowFlag | NonBlocking | Native.CloseOnExec;

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

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64;

    private static int NoFollowFlag => IsArm ? NoFollowArm : NoFollow;
}
