using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Deletes a directory in which others write at the same time: never through a link, whatever they
/// exchange it for, however deep it is, and whatever bytes the names in it are.
/// </summary>
/// <remarks>
/// Every step names one entry of a directory that is held open, so that no path is looked up twice,
/// and what is held open has been made the agent's, so that nobody adds to it. Directories within
/// are moved to the top before they are opened: two handles do at any depth.
/// </remarks>
internal sealed class TreeDeletion
{
    private const int RemoveDirectory = 0x200;
    private const int NotThere = 2;
    private const int Exists = 17;
    private const int NotADirectory = 20;
    private const int IsADirectory = 21;
    private const int NotEmpty = 39;
    private const int TooManyLinks = 40;
    private const int ListBytes = 1 << 15;
    private const uint OwnerOnly = 0x1C0;
    private const int LengthOffset = 16;
    private const int NameOffset = 19;
    private readonly byte[] _list = new byte[ListBytes];
    private readonly string _path;
    private readonly int _top;
    private readonly CancellationToken _cancellation;
    private long _moved;

    private TreeDeletion(string path, int top, CancellationToken cancellation)
    {
        _path = path;
        _top = top;
        _cancellation = cancellation;
    }

    /// <summary>Deletes a directory, if it is there.</summary>
    /// <param name="path">
    /// The directory; of those above it nobody else can change any.
    /// </param>
    /// <param name="cancellation">Ends it half way.</param>
    /// <exception cref="IOException">
    /// Something is in the way; what is left can be tried again.
    /// </exception>
    /// <exception cref="OperationCanceledException">What is left can be tried again.</exception>
    internal static void Delete(string path, CancellationToken cancellation = default)
    {
        int top = Native.open(path, SafeOpen.DirectoryFlags, 0);
        if (top < 0)
        {
            ThrowUnless(path, NotThere);
            return;
        }

        try
        {
            Seize(top);
            new TreeDeletion(path, top, cancellation).Empty();
        }
        finally
        {
            _ = Native.close(top);
        }

        Directory.Delete(path);
    }

    private void Empty()
    {
        while (ListOf(_top) is { Count: > 0 } names)
        {
            foreach (byte[] name in names)
            {
                if (!IsRemoved(_top, name) && Open(name) is { } inner)
                {
                    try
                    {
                        Seize(inner);
                        Flatten(inner);
                    }
                    finally
                    {
                        _ = Native.close(inner);
                    }

                    IsRemoved(_top, name);
                }
            }
        }
    }

    /// <summary>Leaves nothing in a directory: what is none goes, others move to the top.</summary>
    private void Flatten(int inner)
    {
        while (ListOf(inner) is { Count: > 0 } names)
        {
            foreach (byte[] name in names)
            {
                if (!IsRemoved(inner, name))
                {
                    MoveUp(inner, name);
                }
            }
        }
    }

    private void MoveUp(int inner, byte[] name)
    {
        byte[] free = Encoding.ASCII.GetBytes(
            FormattableString.Invariant($".deleted-{_moved++}\0"));
        if (Native.renameat(inner, name, _top, free) != 0)
        {
            // It has gone, or something else has that name: the next one may be free.
            ThrowUnless(_path, NotThere, NotEmpty, Exists, NotADirectory, IsADirectory);
        }
    }

    /// <summary>Removes what an entry is; false for a directory that holds something.</summary>
    private bool IsRemoved(int directory, byte[] name)
    {
        if (Native.unlinkat(directory, name, 0) == 0)
        {
            return true;
        }

        ThrowUnless(_path, NotThere, IsADirectory);
        if (Native.unlinkat(directory, name, RemoveDirectory) == 0)
        {
            return true;
        }

        // Whoever exchanges it for a file loses that in the next round.
        return ThrowUnless(_path, NotThere, NotADirectory, NotEmpty, Exists)
            is NotThere or NotADirectory;
    }

    /// <summary>Opens a directory of the top; null if it is none any more.</summary>
    private int? Open(byte[] name)
    {
        int handle = Native.openat(_top, name, SafeOpen.DirectoryFlags, 0);
        if (handle >= 0)
        {
            return handle;
        }

        ThrowUnless(_path, NotThere, NotADirectory, TooManyLinks);
        return null;
    }

    /// <summary>Nobody else can add to it from here on; what is the agent's stays so.</summary>
    private static void Seize(int directory)
    {
        _ = Native.fchown(directory, Native.geteuid(), uint.MaxValue);
        _ = Native.fchmod(directory, OwnerOnly);
    }

    /// <summary>The first names in a directory, as bytes that end in 0; empty if there are none.
    /// </summary>
    private List<byte[]> ListOf(int directory)
    {
        _cancellation.ThrowIfCancellationRequested();
        List<byte[]> names = [];
        _ = Native.lseek(directory, 0, 0);
        while (names.Count == 0)
        {
            nint length = Native.getdents64(directory, _list, _list.Length);
            if (length < 0)
            {
                ThrowUnless(_path);
            }

            if (length == 0)
            {
                break;
            }

            for (ReadOnlySpan<byte> rest = _list.AsSpan(0, (int)length); rest.Length > 0;)
            {
                int entry = BinaryPrimitives.ReadUInt16LittleEndian(rest[LengthOffset..]);
                ReadOnlySpan<byte> name = rest[NameOffset..entry];
                name = name[..(name.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                {
                    names.Add(name.ToArray());
                }

                rest = rest[entry..];
            }
        }

        return names;
    }

    private static int ThrowUnless(string path, params ReadOnlySpan<int> expected)
    {
        int error = Marshal.GetLastPInvokeError();
        return expected.Contains(error)
            ? error
            : throw new IOException($"cannot delete '{path}': {Native.LastError()}");
    }
}
