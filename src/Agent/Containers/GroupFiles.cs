using System.Runtime.InteropServices;
using Offers.Agents.Processes;

namespace Offers.Agents.Containers;

/// <summary>The kernel's own tree, by the file system.</summary>
public sealed class GroupFiles : IGroupFiles
{
    /// <inheritdoc/>
    public string Read(string path) => KernelFile.Read(path);

    /// <inheritdoc/>
    public void Write(string path, string text) => KernelFile.Write(path, text);

    /// <inheritdoc/>
    public void MakeDirectory(string path)
    {
        // The framework's own call makes parents and does not mind a directory that is there.
        if (ContainerNative.MakeDirectory(path, 0b111_101_101) != 0)
        {
            throw Failed(path);
        }
    }

    /// <inheritdoc/>
    public void RemoveDirectory(string path)
    {
        if (ContainerNative.RemoveDirectory(path) != 0)
        {
            throw Failed(path);
        }
    }

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        List<string> names = [];
        foreach (string directory in Directory.EnumerateDirectories(path))
        {
            names.Add(Path.GetFileName(directory));
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static IOException Failed(string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
    }
}
