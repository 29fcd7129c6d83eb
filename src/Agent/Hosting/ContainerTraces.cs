using Offers.Agents.Containers;

namespace Offers.Agents.Hosting;

/// <summary>
/// Files that a container has outside of its sandbox: bundles, requests to an engine, sockets. A
/// life that is killed while a container goes leaves them without a group or a process.
/// </summary>
internal static class ContainerTraces
{
    /// <summary>The containers of which a work directory has such files.</summary>
    internal static IEnumerable<string> Names(string work) =>
        In(work, "oci/bundles", "").Concat(In(work, "docker", ".json"))
            .Concat(In(work, "executors", ".sock"));

    private static IEnumerable<string> In(string work, string below, string ending)
    {
        string directory = Path.Combine(work, below);
        return Directory.Exists(directory)
            ? Directory.EnumerateFileSystemEntries(directory, "*" + ending)
                .Select(path => Path.GetFileName(path)[..^ending.Length])
                .Where(name => ContainerName.IsValid(name) && !name.Contains('/'))
            : [];
    }
}
