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

    /// <summary>
    /// Reads until every writer has closed, keeping the first bytes only. Blocks.
    /// </summary>
    internal unsafe string ReadToEnd(int bound)
    {
        byte* part = stackalloc byte[512];
        var text = new List<byte>();
        while (true)
        {
            nint count = Native.read((int)Read.DangerousGetHandle(), part, 512);
            if (count < 0 && LastIsInterrupted())
            {
                continue;
            }

            if (count <= 0)
            {
                return System.Text.Encoding.UTF8.GetString([.. text]).Trim();
            }

            text.AddRange(new ReadOnlySpan<byte>(part, (int)Math.Min(count, bound - text.Count)));
        }
    }

    private static bool LastIsInterrupted()
    {
        return System.Runtime.InteropServices.Marshal.GetLastPInvokeError()
            == Native.ErrorInterrupted;
    }
}
