using System.Diagnostics;

namespace Offers.Agents.Containers;

/// <summary>What both versions do in the same way.</summary>
internal abstract partial class GroupsBase(GroupLayout layout, IGroupFiles files)
    : IContainerGroups
{
    private static readonly TimeSpan FreezeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _rootLock = new();
    private readonly List<string> _madeForRoot = [];
    private bool _hasRoot;

    public GroupLayout Layout { get; } = layout;

    protected IGroupFiles Files { get; } = files;

    public void Create(string name, ContainerLimits limits)
    {
        Check(name, limits);
        Guard($"make container '{name}'", EnsureRoot);
        IReadOnlyList<string> directories = DirectoriesOf(name);
        if (directories.Any(Files.Exists))
        {
            throw new GroupException($"cannot make container '{name}': it is there already");
        }

        if (ContainerName.ParentOf(name) is { } parent && !Files.Exists(DirectoryOf(parent)))
        {
            throw new GroupException($"cannot make container '{name}': '{parent}' is not there");
        }

        List<string> made = [];
        try
        {
            PrepareParent(name);
            Claim(name, limits);
            foreach (string directory in directories)
            {
                Files.MakeDirectory(directory);
                made.Add(directory);
            }

            foreach (GroupWrite write in PlanNew(name, limits))
            {
                Files.Write(write.Path, write.Value);
            }
        }
        catch (Exception e) when (IsRefusal(e))
        {
            string left = Unmake(made);
            throw new GroupException($"cannot make container '{name}': {e.Message}{left}", e);
        }
        finally
        {
            Settle(name);
        }
    }

    public void Update(string name, ContainerLimits limits)
    {
        Check(name, limits);
        List<GroupWrite> plan = Guard($"resize container '{name}'", () =>
        {
            ThrowIfGone(name);
            return PlanChange(name, limits);
        });
        try
        {
            Claim(name, limits);
            Carry(name, plan);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new GroupException(
                $"cannot resize container '{name}': {e.Message}; its limits are as before", e);
        }
        finally
        {
            Settle(name);
        }
    }

    public LimitsInForce Limits(string name) =>
        Asked(name, "read the limits of", () => ReadLimits(name));

    public abstract IReadOnlyList<string> JoinFiles(string name);

    public IReadOnlyList<int> Processes(string name) =>
        Asked(name, "list", () => ReadProcesses(name));

    public ContainerUsage Usage(string name) =>
        Asked(name, "measure", () => ReadUsage(name));

    public Task FreezeAsync(string name, CancellationToken cancellation = default) =>
        SetFrozenAsync(name, true, cancellation);

    public Task ThawAsync(string name, CancellationToken cancellation = default) =>
        SetFrozenAsync(name, false, cancellation);

    public async Task DestroyAsync(
        string name, TimeSpan timeout, CancellationToken cancellation = default)
    {
        ContainerName.Check(name);
        long start = Stopwatch.GetTimestamp();
        string refused = "";
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<string> groups = Guard($"destroy '{name}'", () => DeepestFirst(name));
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            if (groups.Count == 0)
            {
                return;
            }

            await KillAsync(groups, left, cancellation).ConfigureAwait(false);
            if (TryRemove(groups, ref refused))
            {
                Settle(name);
                return;
            }

            if (Stopwatch.GetElapsedTime(start) >= timeout)
            {
                throw new GroupException(
                    $"cannot destroy container '{name}' within {timeout.TotalSeconds} s: "
                    + $"{refused} (processes {Shown(groups)})");
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    public IReadOnlyList<string> List() => Guard("list containers", () =>
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (string mount in Layout.Hierarchies)
        {
            if (Files.Exists($"{mount}/{Layout.Root}"))
            {
                AddNested(mount, null, names);
            }
        }

        return names.ToList();
    });

    public abstract string MemoryDirectory(string name);

    public bool TryRemoveRoot()
    {
        lock (_rootLock)
        {
            _hasRoot = false;
            bool isGone = true;
            foreach (string mount in Layout.Hierarchies)
            {
                isGone &= TryRemoveDirectory($"{mount}/{Layout.Root}", out _);
            }

            for (int i = _madeForRoot.Count - 1; i >= 0; i--)
            {
                _ = TryRemoveDirectory(_madeForRoot[i], out _);
            }

            _madeForRoot.Clear();
            return isGone;
        }
    }

    /// <summary>The directories to make for a container, in order.</summary>
    protected abstract IReadOnlyList<string> DirectoriesOf(string name);

    /// <summary>The directory that tells whether the container is there.</summary>
    protected abstract string DirectoryOf(string name);

    /// <summary>Makes a group around all containers ready, at one level of its path.</summary>
    protected abstract void PrepareLevel(string mount, string parent, string directory);

    /// <summary>Makes the parent ready for a container in it.</summary>
    protected abstract void PrepareParent(string name);

    /// <summary>
    /// Has the groups around a container hold what it will, before it is made or changed.
    /// </summary>
    protected virtual void Claim(string name, ContainerLimits limits)
    {
    }

    /// <summary>
    /// Has the groups around a container hold what it does, after it was made, changed or removed,
    /// or could not be. Throws nothing.
    /// </summary>
    protected virtual void Settle(string name)
    {
    }

    protected abstract List<GroupWrite> PlanNew(string name, ContainerLimits limits);

    protected abstract List<GroupWrite> PlanChange(string name, ContainerLimits limits);

    protected abstract LimitsInForce ReadLimits(string name);

    protected abstract IReadOnlyList<int> ReadProcesses(string name);

    protected abstract ContainerUsage ReadUsage(string name);

    /// <summary>What asks for frozen or thawed processes.</summary>
    protected abstract GroupWrite FreezeWrite(string name, bool isFrozen);

    protected abstract bool IsFrozen(string name);

    /// <summary>
    /// Kills what is in the groups (names, the container itself last); returns when they are empty
    /// or when it is worth another try.
    /// </summary>
    protected abstract Task KillAsync(
        List<string> groups, TimeSpan left, CancellationToken cancellation);

    /// <summary>All directories of a container in the order in which they can be removed.</summary>
    protected abstract IEnumerable<string> Removable(string name);

    protected static bool IsRefusal(Exception e) =>
        e is IOException or UnauthorizedAccessException or FormatException;

    protected static Task Wait(CancellationToken cancellation) => Task.Delay(Pause, cancellation);

    /// <summary>
    /// The text of a file, empty when it is not there. One that cannot be read throws: that it is
    /// empty must not be said of it.
    /// </summary>
    protected string ReadOrEmpty(string path)
    {
        try
        {
            return Files.Read(path);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    /// <summary>The same, but null when it cannot be read.</summary>
    protected string? TryRead(string path)
    {
        try
        {
            return ReadOrEmpty(path);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return null;
        }
    }

    protected void ThrowIfGone(string name)
    {
        if (!Files.Exists(DirectoryOf(name)))
        {
            throw new GroupException($"there is no container '{name}'");
        }
    }
}
