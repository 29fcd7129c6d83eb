namespace Offers.Agents.Containers;

/// <summary>
/// The file tree by which the kernel shows its groups. All that is read, written, made and removed
/// goes through here, so that tests see the order of writes and can let one fail.
/// </summary>
/// <remarks>
/// What fails throws <see cref="System.IO.IOException"/> or
/// <see cref="System.UnauthorizedAccessException"/>. Of these
/// <see cref="System.IO.FileNotFoundException"/> says, and no other does, that a file or its group
/// is not there. Implementations may be called by several threads at once.
/// </remarks>
public interface IGroupFiles
{
    /// <summary>The whole text of a file.</summary>
    public string Read(string path);

    /// <summary>Writes the text in one call to a file that is there; it is never made.</summary>
    public void Write(string path, string text);

    /// <summary>Makes a directory in one that is there; fails when the name is taken.</summary>
    public void MakeDirectory(string path);

    /// <summary>
    /// Removes a directory without directories in it; fails while the group is busy.
    /// </summary>
    public void RemoveDirectory(string path);

    /// <summary>Whether a file or directory is there.</summary>
    public bool Exists(string path);

    /// <summary>Names of the directories in a directory, in ordinal order.</summary>
    public IReadOnlyList<string> List(string path);
}
