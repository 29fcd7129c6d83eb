using System.Runtime.InteropServices;

namespace Offers.Agents.Sandboxes;

/// <summary>What sandboxes need of the C library and the framework does not offer.</summary>
internal static partial class SandboxNative
{
    /// <summary>Links on the way may not lead out of the directory.</summary>
    internal const ulong Beneath = 0x08;

    /// <summary>Nor may they be those of <c>/proc</c>, which lead anywhere.</summary>
    internal const ulong NoMagicLinks = 0x02;

    // The same on every processor, as all system calls are that came after 423.
    private const nint OpenBeneathNumber = 437;

    /// <summary>Calls <c>openat2</c>, which older C libraries do not name.</summary>
    /// <returns>The handle, or -1 and the last error set.</returns>
    internal static unsafe int OpenAt(int directory, string path, int flags, ulong resolve)
    {
        OpenHow how = new() { Flags = (uint)flags, Resolve = resolve };
        return (int)syscall(OpenBeneathNumber, directory, path, &how, sizeof(OpenHow));
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint syscall(
        nint number, nint directory, string path, OpenHow* how, nint length);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        internal ulong Flags;
        internal ulong Mode;
        internal ulong Resolve;
    }
}
