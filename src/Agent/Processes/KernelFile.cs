using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>
/// Files of the kernel's: those of /proc, /sys and /dev, which others can open too. The framework
/// takes a lock on all that it opens (<c>flock</c>) and fails when somebody has one; as a lock
/// needs no more than an open for reading, any task could so keep the agent from reading. Nothing
/// is locked here.
/// </summary>
internal static class KernelFile
{
    /// <summary>How <see cref="Open"/> opens, as Linux numbers it.</summary>
    internal const int ReadOnly = 0;

    /// <summary>To write, at the begin of what is there.</summary>
    internal const int WriteOnly = 1;

    /// <summary>Both.</summary>
    internal const int ReadWrite = 2;

    private const int FirstBytes = 4096;
    private const int ErrorNoFile = 2;
    private const int ErrorNoDevice = 19;

    /// <summary>The whole text.</summary>
    /// <exception cref="FileNotFoundException">It is not there, or what it speaks of is there no
    /// more.</exception>
    /// <exception cref="IOException">It cannot be read, which says nothing of what it speaks of.
    /// </exception>
    internal static string Read(string path)
    {
        using SafeFileHandle file = Open(path, ReadOnly);
        byte[] bytes = new byte[FirstBytes];
        int length = 0;
        while (true)
        {
            int count = ReadPart(file, bytes.AsSpan(length), path);
            if (count == 0)
            {
                return Encoding.UTF8.GetString(bytes, 0, length);
            }

            length += count;
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, 2 * length);
            }
        }
    }

    /// <summary>Writes a text in one call to a file that is there.</summary>
    /// <exception cref="FileNotFoundException">As in <see cref="Read"/>.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    internal static void Write(string path, string text)
    {
        using SafeFileHandle file = Open(path, WriteOnly);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && WriteOnce(file, bytes, path) is var count && count < bytes.Length)
        {
            throw new IOException($"took {count} of {bytes.Length} bytes : '{path}'");
        }
    }

    /// <summary>Opens a file that is there; no child inherits the handle.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static SafeFileHandle Open(string path, int how)
    {
        int handle;
        do
        {
            handle = Native.open(path, how | Native.CloseOnExec, 0);
        }
        while (handle < 0 && IsInterrupted());

        return handle >= 0 ? new SafeFileHandle(handle, ownsHandle: true) : throw Failed(path);
    }

    private static unsafe int ReadPart(SafeFileHandle file, Span<byte> part, string path)
    {
        fixed (byte* first = part)
        {
            nint count;
            do
            {
                count = Native.read((int)file.DangerousGetHandle(), first, part.Length);
            }
            while (count < 0 && IsInterrupted());

            return count >= 0 ? (int)count : throw Failed(path);
        }
    }

    private static unsafe int WriteOnce(SafeFileHandle file, byte[] bytes, string path)
    {
        fixed (byte* first = bytes)
        {
            nint count;
            do
            {
                count = Native.write((int)file.DangerousGetHandle(), first, bytes.Length);
            }
            while (count < 0 && IsInterrupted());

            return count >= 0 ? (int)count : throw Failed(path);
        }
    }

    private static bool IsInterrupted() =>
        Marshal.GetLastPInvokeError() == Native.ErrorInterrupted;

    private static IOException Failed(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        string message = $"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'";
        return error is ErrorNoFile or ErrorNoDevice or Native.ErrorNoSuchProcess
            ? new FileNotFoundException(message, path)
            : new IOException(message, error);
    }
}
