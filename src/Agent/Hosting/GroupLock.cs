using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Hosting;

/// <summary>
/// The lock that the one agent which uses some groups of this machine holds: another one of the
/// same name, with another work directory, would take its containers for leftovers and kill them.
/// </summary>
internal sealed class GroupLock : IDisposable
{
    /// <summary>Where root's locks are: nobody else may hold one.</summary>
    private const string Directory = "/run/offers";

    private readonly FileStream? _file;

    private GroupLock(FileStream? file) => _file = file;

    /// <summary>Takes the groups of an agent, until it is disposed.</summary>
    /// <exception cref="IOException">Another agent has them.</exception>
    internal static GroupLock Take(AgentSettings settings)
    {
        // Who is not root has groups only where somebody gave him some, and no common place.
        if (Native.geteuid() != 0)
        {
            return new GroupLock(null);
        }

        string path = $"{Directory}/{settings.GroupRoot}.lock";
        try
        {
            System.IO.Directory.CreateDirectory(Directory,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            // A machine whose /run cannot be written has no place for it.
            return new GroupLock(null);
        }

        return new GroupLock(DirectoryLock.TakeFile(
            path, $"another agent named '{settings.Name}' has the groups "
            + $"{settings.GroupRoot} of this machine; give this one a name of its own"));
    }

    /// <summary>The groups are there no more, and nobody will want them again.</summary>
    internal void Remove()
    {
        if (_file is not null)
        {
            File.Delete(_file.Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
