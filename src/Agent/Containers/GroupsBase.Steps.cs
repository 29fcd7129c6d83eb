using System.Diagnostics;

namespace Offers.Agents.Containers;

/// <content>The steps of making, changing and removing.</content>
internal abstract partial class GroupsBase
{
    private void Check(string name, ContainerLimits limits)
    {
        ContainerName.Check(name);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.PidsMax is <= 0)
        {
            throw new ArgumentException(
                $"found a limit of {limits.PidsMax} processes, expected 1 or more",
                nameof(limits));
        }

        string? lacking = limits.PidsMax is not null && !Layout.Has("pids") ? "pids"
            : limits.Cpuset is not null && !Layout.Has("cpuset") ? "cpuset"
            : null;
        if (lacking is not null)
        {
            throw new GroupException(
                $"container '{name}' has a limit of {lacking}, but the controller {lacking} is "
                + "not there");
        }
    }

    private void EnsureRoot()
    {
        lock (_rootLock)
        {
            if (_hasRoot)
            {
                return;
            }

            foreach (string mount in Layout.Hierarchies)
            {
                string parent = mount;
                foreach (string part in Layout.Root.Split('/'))
                {
                    string directory = $"{parent}/{part}";
                    if (!Files.Exists(directory))
                    {
                        Files.MakeDirectory(directory);
                        _madeForRoot.Add(directory);
                    }

                    PrepareLevel(mount, parent, directory);
                    parent = directory;
                }
            }

            _hasRoot = true;
        }
    }

    /// <summary>Removes what was made of a container; says what could not be.</summary>
    private string Unmake(List<string> made)
    {
        string left = "";
        for (int i = made.Count - 1; i >= 0; i--)
        {
            if (!TryRemoveDirectory(made[i], out _))
            {
                left += $"; {made[i]} is left";
            }
        }

        return left;
    }

    /// <summary>Writes a change, or puts back what it can of it.</summary>
    private void Carry(string name, List<GroupWrite> plan)
    {
        for (int i = 0; i < plan.Count; i++)
        {
            try
            {
                Files.Write(plan[i].Path, plan[i].Value);
            }
            catch (Exception e) when (IsRefusal(e))
            {
                throw new GroupException(
                    $"cannot resize container '{name}': writing '{plan[i].Value.Trim()}' to "
                    + $"{plan[i].Path}: {e.Message}; {Undo(plan, i)}",
                    e);
            }
        }
    }

    /// <summary>
    /// Puts the writes before a place back. What stands up to a raised hard memory limit stays: to
    /// lower it could kill, and the limit with swap cannot be below it.
    /// </summary>
    private string Undo(List<GroupWrite> plan, int failed)
    {
        int kept = failed;
        while (kept > 0 && plan[kept - 1].Undo is not null)
        {
            kept--;
        }

        string left = "";
        for (int i = failed - 1; i >= kept; i--)
        {
            try
            {
                Files.Write(plan[i].UndoPath ?? plan[i].Path, plan[i].Undo!);
            }
            catch (Exception e) when (IsRefusal(e))
            {
                left += $"; {plan[i].Path} stays at '{plan[i].Value.Trim()}': {e.Message}";
            }
        }

        return (kept > 0
            ? $"its limits are as before, but {plan[kept - 1].Path} is '{plan[kept - 1].Value}'"
            : "its limits are as before") + left;
    }

    private async Task SetFrozenAsync(string name, bool isFrozen, CancellationToken cancellation)
    {
        ContainerName.Check(name);
        string what = $"{(isFrozen ? "freeze" : "thaw")} container '{name}'";
        long start = Stopwatch.GetTimestamp();
        Guard(what, () =>
        {
            ThrowIfGone(name);
            GroupWrite write = FreezeWrite(name, isFrozen);
            Files.Write(write.Path, write.Value);
        });
        while (Guard(what, () => IsFrozen(name)) != isFrozen)
        {
            if (Stopwatch.GetElapsedTime(start) >= FreezeTimeout)
            {
                throw new GroupException($"cannot {what} within {FreezeTimeout.TotalSeconds} s");
            }

            await Wait(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The names of a container and those in it, itself last; empty when it is not there.
    /// </summary>
    private List<string> DeepestFirst(string name)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        bool isThere = false;
        foreach (string mount in Layout.Hierarchies)
        {
            if (Files.Exists(Layout.DirectoryOf(mount, name)))
            {
                isThere = true;
                AddNested(mount, name, names);
            }
        }

        if (isThere)
        {
            names.Add(name);
        }

        // A nested name is longer than its parent's and begins with it.
        return names.Reverse().ToList();
    }

    private void AddNested(string mount, string? name, SortedSet<string> names)
    {
        string directory = name is null
            ? $"{mount}/{Layout.Root}"
            : Layout.DirectoryOf(mount, name);
        IReadOnlyList<string> parts;
        try
        {
            parts = Files.List(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Another container's groups may go away at any time.
            return;
        }

        foreach (string part in parts)
        {
            string nested = name is null ? part : $"{name}/{part}";
            if (ContainerName.IsValid(nested))
            {
                names.Add(nested);
                AddNested(mount, nested, names);
            }
        }
    }

    private bool TryRemove(List<string> groups, ref string refused)
    {
        foreach (string directory in groups.SelectMany(Removable))
        {
            if (!TryRemoveDirectory(directory, out refused))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRemoveDirectory(string directory, out string refused)
    {
        refused = "";
        try
        {
            if (Files.Exists(directory))
            {
                Files.RemoveDirectory(directory);
            }

            return true;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            refused = e.Message;
            return false;
        }
    }

    private string Shown(List<string> groups)
    {
        List<int> processes = [];
        foreach (string group in groups)
        {
            try
            {
                processes.AddRange(ReadProcesses(group));
            }
            catch (Exception e) when (IsRefusal(e))
            {
                // The group went away; what is left is in the message already.
            }
        }

        return processes.Count == 0 ? "none" : string.Join(", ", processes.Take(20));
    }

    private T Asked<T>(string name, string verb, Func<T> ask)
    {
        ContainerName.Check(name);
        return Guard($"{verb} container '{name}'", () =>
        {
            ThrowIfGone(name);
            return ask();
        });
    }

    /// <summary>Says what could not be done when the kernel refuses.</summary>
    private static T Guard<T>(string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new GroupException($"cannot {what}: {e.Message}", e);
        }
    }

    private static void Guard(string what, Action act) => Guard(what, () =>
    {
        act();
        return true;
    });
}
