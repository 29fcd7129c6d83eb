using System.Text;

namespace Offers.Agents.Processes;

/// <summary>Where the files of a supervisor are below the agent's work directory.</summary>
/// <param name="WorkDirectory">The work directory, an absolute path.</param>
internal readonly record struct SupervisorPaths(string WorkDirectory)
{
    // sockaddr_un: 108 bytes with the final zero.
    private const int SocketBound = 107;

    /// <summary>The directory of all of them; only its owner may enter.</summary>
    internal string Root => Path.Combine(WorkDirectory, "supervisor");

    /// <summary>The socket.</summary>
    internal string Socket => Path.Combine(Root, "socket");

    /// <summary>The file whose lock the one supervisor holds.</summary>
    internal string Lock => Path.Combine(Root, "lock");

    /// <summary>What it has to say to people.</summary>
    internal string Log => Path.Combine(Root, "log");

    /// <summary>Makes the directory (mode 0700).</summary>
    /// <exception cref="PathTooLongException">It is too long for a socket.</exception>
    internal void Create()
    {
        if (Encoding.UTF8.GetByteCount(Socket) > SocketBound)
        {
            throw new PathTooLongException(
                $"work directory '{WorkDirectory}': too long; the path of a socket in it has "
                + $"{Encoding.UTF8.GetByteCount(Socket)} bytes, at most {SocketBound} can be");
        }

        const UnixFileMode Mode =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(Root, Mode);
        File.SetUnixFileMode(Root, Mode);
    }
}
