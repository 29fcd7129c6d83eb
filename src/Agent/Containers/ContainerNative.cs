using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Containers;

/// <summary>What containers need of the C library and the framework does not offer.</summary>
internal static partial class ContainerNative
{
    internal const int KillSignal = 9;
    internal const short PollPriority = 0x002;

    /// <summary>Closed on exec, so that children do not inherit it.</summary>
    internal const int EventCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int RemoveDirectory(string path);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int EventHandle(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Read(SafeFileHandle handle, out ulong value, nuint size);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Write(SafeFileHandle handle, in ulong value, nuint size);
}
