namespace Offers.Faults.Machine;

/// <summary>Which groups of an agent there are in the kernel's trees.</summary>
internal static class GroupTable
{
    private const string Mounts = "/sys/fs/cgroup";

    /// <summary>The agent's own groups, one in each tree.</summary>
    internal static List<string> RootsOf(string agent)
    {
        string name = $"offers-{agent}";
        return [.. Directory.EnumerateDirectories(Mounts).Append(Mounts)
            .Select(tree => Path.Combine(tree, name)).Where(Directory.Exists)];
    }

    /// <summary>Names of its containers in any tree.</summary>
    internal static SortedSet<string> ContainersOf(string agent)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (string root in RootsOf(agent))
        {
            names.UnionWith(Directory.EnumerateDirectories(root).Select(Path.GetFileName)!);
        }

        return names;
    }
}
