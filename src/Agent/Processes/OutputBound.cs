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
    private readonly uint _user;
    private readonly long _bound;
    private bool _isTold;

    /// <summary>A bound in bytes on outputs of a user's (or root's) process.</summary>
    internal OutputBound(IReadOnlyList<string> paths, uint user, long bound)
    {
        _paths = [.. paths.Distinct(StringComparer.Ordinal)];
        _user = user;
        _bound = bound;
    }

    /// <summary>Looks at each output once. Never throws: the task can put there what it likes.
    /// </summary>
    internal void Enforce()
    {
        foreach (string path in _paths)
        {
            try
            {
                Enforce(path);
            }
            catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
            {
                // The sandbox may be gone, or the disk full: the next look tries again.
            }
            catch (Exception bad)
            {
                // Whatever it is, it is of this output: who holds all tasks must not die of one.
                Tell(path, bad);
            }
        }
    }

    private void Tell(string path, Exception bad)
    {
        if (!_isTold)
        {
            _isTold = true;
            SupervisorLog.Write($"output '{path}' is not bounded: {bad}");
        }
    }

    private void Enforce(string path)
    {
        // The name only tells whether to look closer: opening an output at every look would wake
        // whoever watches it. What counts is what the handle says, as the task may have put another
        // file there since.
        var hint = new FileInfo(path);
        if (!hint.Exists || hint.Length <= _bound)
        {
            return;
        }

        using SafeFileHandle file = SafeOpen.Existing(path);
        FileFacts facts = FileFacts.Of(file);
        if (facts.Length > _bound && facts.IsOutputOf(_user))
        {
            Cut(file, facts, path);
        }
    }

    private void Cut(SafeFileHandle file, FileFacts facts, string path)
    {
        string temporary = path + ".1.new";
        bool isCopied = TryCopyEnd(file, facts, temporary);
        RandomAccess.SetLength(file, 0);
        if (isCopied)
        {
            File.Move(temporary, path + ".1", overwrite: true);
        }
        else
        {
            File.Delete(temporary);
        }
    }

    /// <summary>With a full disk, or something in the way, the bound matters more than the copy.
    /// </summary>
    private bool TryCopyEnd(SafeFileHandle from, FileFacts facts, string path)
    {
        try
        {
            File.Delete(path);
            using SafeFileHandle to = SafeOpen.New(path, facts);
            CopyEnd(from, to);
            return true;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void CopyEnd(SafeFileHandle from, SafeFileHandle to)
    {
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
