namespace Offers.Agents.Containers;

/// <summary>Opens the groups of this machine.</summary>
public static class ContainerGroups
{
    /// <summary>The groups of the machine that this process runs on.</summary>
    /// <param name="root">
    /// The group that holds all containers, as in <see cref="GroupLayout.Detect"/>.
    /// </param>
    /// <exception cref="GroupException">There are none to use; the message says why.</exception>
    public static IContainerGroups Open(string root = "offers")
    {
        GroupFiles files = new();
        string mounts;
        try
        {
            mounts = files.Read("/proc/self/mountinfo");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GroupException($"cannot tell which cgroups there are: {e.Message}", e);
        }

        return Open(GroupLayout.Detect(mounts, files, root), files);
    }

    /// <summary>The groups of a layout in a file tree.</summary>
    public static IContainerGroups Open(GroupLayout layout, IGroupFiles files)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(files);
        return layout.Version == GroupVersion.V1
            ? new GroupsV1(layout, files, kill: null)
            : new GroupsV2(layout, files);
    }
}
