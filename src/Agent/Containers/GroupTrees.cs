using Offers.Agents.Processes;

namespace Offers.Agents.Containers;

/// <summary>Groups that others make for a container, in trees which the agent does not use.
/// </summary>
internal static class GroupTrees
{
    private const int MountPoint = 4;

    /// <summary>Removes a group from every tree in which it is empty.</summary>
    /// <param name="path">The group, from the mount points on; begins with a slash.</param>
    internal static void TryRemove(string path)
    {
        foreach (string line in GroupText.Lines(KernelFile.Read("/proc/self/mountinfo")))
        {
            string[] words = line.Split(' ');
            int dash = Array.IndexOf(words, "-");
            if (dash > MountPoint && words[dash + 1] is "cgroup" or "cgroup2")
            {
                TryRemoveDirectory(words[MountPoint] + path);
            }
        }
    }

    private static void TryRemoveDirectory(string group)
    {
        try
        {
            Directory.Delete(group);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            // It is not there, or in use.
        }
    }
}
