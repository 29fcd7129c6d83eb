using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Offers.Wire;

/// <summary>The files that Unix sockets leave behind.</summary>
internal static partial class UnixSocketFile
{
    private const int AtCurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint WantType = 1;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int SocketType = 0xc000;

    /// <summary>
    /// Makes place for a socket: removes the file of one on which nobody listens any more.
    /// </summary>
    /// <exception cref="IOException">Something else is there, or somebody listens.</exception>
    internal static void MakePlace(string path)
    {
        int? type = TypeOf(path);
        if (type is null)
        {
            return;
        }

        if (type != SocketType)
        {
            throw new IOException(
                $"{path}: found a file that is no socket, expected a socket or nothing");
        }

        if (IsListenedOn(path))
        {
            throw new IOException(
                $"{path}: found a socket on which somebody listens, expected nobody there");
        }

        File.Delete(path);
    }

    private static bool IsListenedOn(string path)
    {
        using Socket probe = new(
            AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException refused)
            when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
        catch (SocketException)
        {
            // Not allowed or too busy to say: then it is not ours to remove.
            return true;
        }
    }

    /// <summary>The type of a file, without following a link; null when there is none.</summary>
    /// <remarks>Elsewhere than on Linux nothing is known to be a socket, so all stays.</remarks>
    private static int? TypeOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path) ? 0 : null;
        }

        byte[] status = new byte[256];
        return StatX(AtCurrentDirectory, path, NoFollow, WantType, status) == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeMask
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask,
        byte[] status);
}
