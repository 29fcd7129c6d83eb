using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>A pipe whose ends no child inherits but by being handed them.</summary>
internal sealed class NativePipe : IDisposable
{
    private NativePipe(int read, int write)
    {
        Read = new SafeFileHandle(read, ownsHandle: true);
        Write = new SafeFileHandle(write, ownsHandle: true);
    }

    internal SafeFileHandle Read { get; }

    internal SafeFileHandle Write { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Read.Dispose();
        Write.Dispose();
    }

    internal static unsafe NativePipe Open()
    {
        int* ends = stackalloc int[2];
        if (Native.pipe2(ends, Native.CloseOnExec) != 0)
        {
            throw new IOException("The system gives no pipe: " + Native.LastError());
        }

        return new NativePipe(ends[0], ends[1]);
    }

    /// <summary>Writes one byte; false when nobody reads any more.</summary>
    internal unsafe bool Send(byte value)
    {
        return Native.write((int)Write.DangerousGetHandle(), &value, 1) == 1;
    }

    /// <summary>Waits for some bytes.</summary>
    /// <param name="part">Takes them.</param>
    /// <param name="milliseconds">How long at most; -1 is for ever.</param>
    /// <returns>How many; 0 when every writer has closed, -1 when the time is over.</returns>
    internal unsafe int ReadSome(Span<byte> part, int milliseconds)
    {
        var entry = new Native.PollEntry
        {
            Handle = (int)Read.DangerousGetHandle(),
            Wanted = Native.PollIn,
        };
        if (Native.poll(&entry, 1, milliseconds) is var found && found <= 0)
        {
            return found == 0 || LastIsInterrupted() ? -1 : 0;
        }

        fixed (byte* first = part)
        {
            nint count = Native.read(entry.Handle, first, part.Length);
            return count >= 0 ? (int)count : LastIsInterrupted() ? -1 : 0;
        }
    }

    private static bool LastIsInterrupted()
    {
        return System.Runtime.InteropServices.Marshal.GetLastPInvokeError()
            == Native.ErrorInterrupted;
    }
}
