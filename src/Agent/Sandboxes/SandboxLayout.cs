using Offers.Agents.Processes;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Where sandboxes are: <c>frameworks/F/executors/E/runs/C</c> below the work directory, with a
/// link <c>runs/latest</c>, and <c>tasks/T</c> below a run that is a group (semantics 3.5). Beside
/// a run that has ended is its mark <c>runs/C.ended</c>.
/// </summary>
/// <remarks>
/// Every name goes through <see cref="SafeName"/>. The directories above a sandbox belong to the
/// agent and can be passed but not read by others; the sandbox is its owner's alone.
/// </remarks>
internal sealed class SandboxLayout
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Sandboxes below a work directory, an absolute path.</summary>
    internal SandboxLayout(string workDirectory)
    {
        Root = Path.Combine(Path.GetFullPath(workDirectory), "frameworks");
    }

    /// <summary>The directory all sandboxes are below.</summary>
    internal string Root { get; }

    /// <summary>
    /// Held while directories above sandboxes are made or removed: one that is empty may be about
    /// to get a sandbox.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>The path of a run's sandbox.</summary>
    internal string PathOf(SandboxKey key)
    {
        return Path.Combine(RunsOf(key), SafeName.Encode(key.Container));
    }

    /// <summary>The path of the sandbox of a task of a group.</summary>
    internal string PathOf(SandboxKey key, string task)
    {
        return Path.Combine(PathOf(key), "tasks", SafeName.Encode(task));
    }

    /// <summary>The link to the newest run of an executor.</summary>
    internal string LatestOf(SandboxKey key)
    {
        return Path.Combine(RunsOf(key), SafeName.Reserved);
    }

    /// <summary>
    /// Makes the sandbox of a run (mode 0700) and points <c>latest</c> at it. For a group the
    /// owner is the agent (null), as the directory of its tasks must be nobody else's.
    /// </summary>
    /// <param name="key">The run.</param>
    /// <param name="user">Whose it is; null is the agent's user. Another needs root.</param>
    /// <returns>Its path.</returns>
    internal string Create(SandboxKey key, string? user)
    {
        string path = PathOf(key);
        lock (Gate)
        {
            CreateAbove(Path.GetDirectoryName(path)!);
            Make(path, Private, user);
            PointLatest(key);
        }

        return path;
    }

    /// <summary>Makes the sandbox of a task of a group whose run's sandbox is there.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The group's sandbox is another user's, or a link.</exception>
    internal string CreateTask(SandboxKey key, string task, string? user)
    {
        string path = PathOf(key, task);
        string tasks = Path.GetDirectoryName(path)!;
        string run = PathOf(key);
        RefuseLink(run);
        Make(run, Passable, user: null);
        Make(tasks, Passable, user: null);
        Make(path, Private, user);
        return path;
    }

    /// <summary>
    /// Marks when a run ended, by when its mark was changed: the sandbox itself is its user's, who
    /// may set its times. Nothing happens if there is no sandbox.
    /// </summary>
    /// <param name="path">The run's sandbox.</param>
    /// <param name="at">When it ended.</param>
    /// <exception cref="IOException">It could not (disk full, ...).</exception>
    /// <exception cref="UnauthorizedAccessException">Something else has the name.</exception>
    internal void MarkEnded(string path, DateTimeOffset at)
    {
        lock (Gate)
        {
            if (Directory.Exists(path))
            {
                string mark = MarkOf(path);
                new FileStream(mark, new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }).Dispose();
                File.SetLastWriteTimeUtc(mark, at.UtcDateTime);
            }
        }
    }

    /// <summary>When a run ended; null when it has no mark.</summary>
    internal static DateTimeOffset? EndedAt(string path)
    {
        var mark = new FileInfo(MarkOf(path));
        return mark.Exists ? new DateTimeOffset(mark.LastWriteTimeUtc) : null;
    }

    /// <summary>The mark of a run that has ended.</summary>
    /// <param name="path">The run's sandbox.</param>
    internal static string MarkOf(string path) => path + SafeName.Ended;

    /// <summary>Gives a file or directory (a link itself, not its target) to a user.</summary>
    /// <exception cref="IOException">The user is unknown, or this process is not root.</exception>
    internal static void Give(string path, string? user)
    {
        if (user is null)
        {
            return;
        }

        UserIds ids = UserIds.Find(user);
        if (Native.lchown(path, ids.User, ids.Group) != 0)
        {
            throw new IOException($"'{path}' cannot become {user}'s: {Native.LastError()}");
        }
    }

    private static void Make(string path, UnixFileMode mode, string? user)
    {
        RefuseLink(path);
        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
        Give(path, user);
    }

    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"'{path}': expected a directory, found a link");
        }
    }

    private string RunsOf(SandboxKey key)
    {
        return Path.Combine(
            Root,
            SafeName.Encode(key.Framework),
            "executors",
            SafeName.Encode(key.Executor),
            "runs");
    }

    private void CreateAbove(string directory)
    {
        if (directory.Length > Root.Length)
        {
            CreateAbove(Path.GetDirectoryName(directory)!);
        }

        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory, Passable);
            File.SetUnixFileMode(directory, Passable);
        }
    }

    private void PointLatest(SandboxKey key)
    {
        string link = LatestOf(key);
        string temporary = link + DurableFile.TemporaryEnding;
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, SafeName.Encode(key.Container));
        DurableFile.Rename(temporary, link);
    }
}
