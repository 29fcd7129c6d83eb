using Microsoft.Win32.SafeHandles;

namespace Offers.Agents.Processes;

/// <summary>
/// Keeps the outputs of a process from filling the disk: one that has grown past its bound is
/// copied to <c>name.1</c> (its last bytes, at most the bound) and cut to nothing.
/// </summary>
/// <remarks>
/// The process writes to the file itself and goes on when the supervisor dies; a pipe through the
/// supervisor would be exact but would take the task with it. The price: what is written between
/// the copy and the cut is lost, and between two looks a file may exceed its bound.
/// </remarks>
internal sealed class OutputBound
{
    private readonly IReadOnlyList<string> _paths;
    private readonly long _bound;

    internal OutputBound(IReadOnlyList<string> paths, long bound)
    {
        _paths = [.. paths.Distinct(StringComparer.Ordinal)];
        _bound = bound;
    }

    /// <summary>Looks at each output once.</summary>
    internal void Enforce()
    {
        foreach (string path in _paths)
        {
            try
            {
                Enforce(path);
            }
            catch (IOException)
            {
                // The sandbox may be gone, or the disk full: the next look tries again.
            }
            catch (UnauthorizedAccessException)
            {
                // The same.
            }
        }
    }

    private void Enforce(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.LinkTarget is not null || info.Length <= _bound)
        {
            return;
        }

        using SafeFileHandle file = SafeOpen.Existing(path);
        string copy = path + ".1";
        string temporary = path + ".1.new";
        File.Delete(temporary);
        try
        {
            CopyEnd(file, temporary);
        }
        catch (IOException)
        {
            // With a full disk the bound matters more than the copy.
            File.Delete(temporary);
        }

        RandomAccess.SetLength(file, 0);
        if (File.Exists(temporary))
        {
            File.Move(temporary, copy, overwrite: true);
        }
    }

    private void CopyEnd(SafeFileHandle from, string path)
    {
        using SafeFileHandle to = SafeOpen.New(path, FileFacts.Of(from));
        long end = RandomAccess.GetLength(from);
        long position = Math.Max(0, end - _bound);
        byte[] part = new byte[1 << 16];
        long written = 0;
        while (position < end)
        {
            int wanted = (int)Math.Min(part.Length, end - position);
            int count = RandomAccess.Read(from, part.AsSpan(0, wanted), position);
            if (count == 0)
            {
                return;
            }

            RandomAccess.Write(to, part.AsSpan(0, count), written);
            position += count;
            written += count;
        }
    }
}
