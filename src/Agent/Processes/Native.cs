using System.Runtime.InteropServices;

namespace Offers.Agents.Processes;

/// <summary>
/// The calls of the C library that .NET has no words for. All return as the library does: -1 and
/// the last error set, but for <see cref="posix_spawn"/>, which returns the error.
/// </summary>
internal static partial class Native
{
    internal const int SignalKill = 9;
    internal const int SignalTerm = 15;
    internal const int ErrorNoSuchProcess = 3;
    internal const int ErrorInterrupted = 4;
    internal const int ErrorNoChild = 10;
    internal const int CloseOnExec = 0x80000;
    internal const short PollIn = 1;
    internal const int WaitExited = 4;
    internal const int WaitNoHang = 1;
    internal const int WaitKeep = 0x01000000;
    internal const int WaitAnyChild = 0;
    internal const int WaitThisChild = 1;
    private const string C = "libc";

    /// <summary>What is polled: <c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Handle;
        internal short Wanted;
        internal short Found;
    }

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawn(
        out int pid, byte* path, void* actions, void* attributes, byte** arguments, byte** names);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawn_file_actions_adddup2(
        void* actions, int from, int to);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawn_file_actions_addclosefrom_np(
        void* actions, int from);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawnattr_setsigdefault(void* attributes, void* set);

    [LibraryImport(C)]
    internal static unsafe partial int posix_spawnattr_setsigmask(void* attributes, void* set);

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial int pipe2(int* ends, int flags);

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial int waitid(int kind, int pid, void* info, int options);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int waitpid(int pid, out int status, int options);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial int prlimit(int pid, int kind, ulong* now, ulong* before);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int fsync(int handle);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int close(int handle);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags, int mode);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int openat(int directory, byte[] name, int flags, int mode);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int unlinkat(int directory, byte[] name, int flags);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int renameat(int from, byte[] name, int to, byte[] other);

    [LibraryImport(C, SetLastError = true)]
    internal static partial nint getdents64(int directory, byte[] entries, nint length);

    [LibraryImport(C, SetLastError = true)]
    internal static partial long lseek(int handle, long position, int from);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rename(string from, string to);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int syncfs(int handle);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int link(string from, string to);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int lchown(string path, uint user, uint group);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int fchown(int handle, uint user, uint group);

    [LibraryImport(C, SetLastError = true)]
    internal static partial int fchmod(int handle, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int statx(
        int directory, string path, int flags, uint mask, byte* answer);

    [LibraryImport(C, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint getpwnam(string name);

    [LibraryImport(C)]
    internal static partial nint getpwuid(uint user);

    [LibraryImport(C)]
    internal static partial uint geteuid();

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial nint read(int handle, byte* bytes, nint length);

    [LibraryImport(C, SetLastError = true)]
    internal static unsafe partial nint write(int handle, byte* bytes, nint length);

    /// <summary>The last error of this thread in words, for messages.</summary>
    internal static string LastError()
    {
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }
}
