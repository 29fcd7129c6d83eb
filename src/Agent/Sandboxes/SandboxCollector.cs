namespace Offers.Agents.Sandboxes;

/// <summary>Deletes sandboxes that have ended and are too old. Not for several threads.</summary>
internal sealed class SandboxCollector
{
    private const int MountPointField = 4;
    private readonly SandboxLayout _layout;
    private readonly string _root;
    private readonly SandboxCollectorOptions _options;
    private readonly TimeProvider _time;
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
    internal int Count => _ended.Count;

    /// <summary>Says that nothing uses a sandbox any more.</summary>
    /// <exception cref="ArgumentException">It is not below the root.</exception>
    internal void Schedule(string path, DateTimeOffset endedAt)
    {
        string full = Path.GetFullPath(path);
        if (!full.StartsWith(_root + "/", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}': expected a path below {_root}", nameof(path));
        }

        _ended[full] = endedAt;
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
    /// <returns>What was deleted.</returns>
    internal IReadOnlyList<string> Collect(double usage)
    {
        TimeSpan bound = SandboxAge.Bound(_options.Delay, _options.Headroom, usage);
        DateTimeOffset now = _time.GetUtcNow();
        List<string> due =
        [
            .. _ended.Where(pair => now - pair.Value >= bound)
                .OrderBy(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key),
        ];
        due.RemoveAll(path => !TryDelete(path));
        foreach (string path in due)
        {
            _ended.Remove(path);
        }

        return due;
    }

    private bool TryDelete(string path)
    {
        try
        {
            // A mount below would lose what belongs to others; a link on the way leads elsewhere.
            if (HasMount(path) || HasLink(path))
            {
                return false;
            }

            TreeDeletion.Delete(path);
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
        return File.ReadLines("/proc/self/mountinfo")
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
