using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Deletes sandboxes that have ended and are too old. One thread deletes, which may take long;
/// others go on saying what has ended.
/// </summary>
internal sealed class SandboxCollector
{
    private const int MountPointField = 4;
    private readonly SandboxLayout _layout;
    private readonly string _root;
    private readonly SandboxCollectorOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DateTimeOffset> _ended =
        new(StringComparer.Ordinal);

    /// <summary>Collects below the root of a layout only.</summary>
    internal SandboxCollector(
        SandboxLayout layout, SandboxCollectorOptions options, TimeProvider time)
    {
        _layout = layout;
        _root = Path.TrimEndingDirectorySeparator(layout.Root);
        _options = options;
        _time = time;
    }

    /// <summary>How many sandboxes wait.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _ended.Count;
            }
        }
    }

    /// <summary>Says that nothing uses a sandbox any more.</summary>
    /// <exception cref="ArgumentException">It is not below the root.</exception>
    internal void Schedule(string path, DateTimeOffset endedAt)
    {
        string full = Path.GetFullPath(path);
        if (!full.StartsWith(_root + "/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}': expected a path below {_root}", nameof(path));
        }

        lock (_gate)
        {
            _ended[full] = endedAt;
        }
    }

    /// <summary>What of the root's disk is used now, a fraction.</summary>
    internal double Usage()
    {
        var drive = new DriveInfo(_root);
        return drive.TotalSize == 0
            ? 0
            : 1 - ((double)drive.AvailableFreeSpace / drive.TotalSize);
    }

    /// <summary>
    /// Deletes what is too old at a use of the disk, the oldest first. One that cannot be deleted
    /// waits for the next time.
    /// </summary>
    /// <param name="usage">What is used, a fraction, 0 to 1.</param>
    /// <param name="cancellation">Ends it half way.</param>
    /// <returns>What was deleted.</returns>
    /// <exception cref="OperationCanceledException">Others wait for the next time.</exception>
    internal IReadOnlyList<string> Collect(double usage, CancellationToken cancellation = default)
    {
        List<string> due = Due(SandboxAge.Bound(_options.Delay, _options.Headroom, usage));
        due.RemoveAll(path => !TryDelete(path, cancellation));
        lock (_gate)
        {
            due.ForEach(path => _ended.Remove(path));
        }

        return due;
    }

    private List<string> Due(TimeSpan bound)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            return
            [
                .. _ended.Where(pair => now - pair.Value >= bound)
                    .OrderBy(pair => pair.Value)
                    .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => pair.Key),
            ];
        }
    }

    private bool TryDelete(string path, CancellationToken cancellation)
    {
        try
        {
            // A mount below would lose what belongs to others; a link on the way leads elsewhere.
            if (HasMount(path) || HasLink(path))
            {
                return false;
            }

            TreeDeletion.Delete(path, cancellation);
            lock (_layout.Gate)
            {
                // After the sandbox: without its mark it would count as ended later.
                string mark = SandboxLayout.MarkOf(path);
                if (File.Exists(mark))
                {
                    File.Delete(mark);
                }

                Prune(Path.GetDirectoryName(path)!);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool HasLink(string path)
    {
        for (string part = path; part.Length > _root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMount(string path)
    {
        // SafeName leaves no character that mountinfo writes in another way.
        return KernelFile.Read("/proc/self/mountinfo")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[MountPointField])
            .Any(mount => (mount + "/").StartsWith(path + "/", StringComparison.Ordinal));
    }

    /// <summary>Removes directories above that hold nothing but what is beside runs.</summary>
    private void Prune(string directory)
    {
        while (directory.Length > _root.Length && Directory.Exists(directory))
        {
            FileSystemInfo[] entries = new DirectoryInfo(directory).GetFileSystemInfos();
            if (!Array.TrueForAll(entries, IsOfRun))
            {
                return;
            }

            foreach (FileSystemInfo entry in entries)
            {
                File.Delete(entry.FullName);
            }

            Directory.Delete(directory);
            directory = Path.GetDirectoryName(directory)!;
        }
    }

    /// <summary>Whether it is the link to the newest run, or a mark.</summary>
    private static bool IsOfRun(FileSystemInfo entry) =>
        entry.Name is SafeName.Reserved
        || (entry is FileInfo && entry.Name.EndsWith(SafeName.Ended, StringComparison.Ordinal));
}
