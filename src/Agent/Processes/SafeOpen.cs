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
    private const int NonBlocking = 0x800;
    private const int Mode = 0x1A0;

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

    private static int NoFollowFlag =>
        System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
            is System.Runtime.InteropServices.Architecture.Arm64 ? NoFollowArm : NoFollow;
}
