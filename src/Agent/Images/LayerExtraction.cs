using System.Formats.Tar;
using System.IO.Compression;
using Offers.Agents.Processes;
using Offers.Agents.Sandboxes;

namespace Offers.Agents.Images;

/// <summary>
/// Applies a layer of an OCI image to a directory: files with their owners and modes, links, and
/// whiteouts. Nothing outside of the directory is touched, wherever links of the image lead.
/// </summary>
/// <param name="root">The directory.</param>
/// <param name="budget">Counts entries and bytes, of all layers of an image.</param>
/// <param name="cancellation">Calls it off.</param>
internal sealed class LayerExtraction(
    string root, ArchiveBudget budget, CancellationToken cancellation)
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    private const UnixFileMode AllModes = (UnixFileMode)0xFFF;
    private const int LinkBound = 255;

    // Attributes of files are there, several of up to 64 KiB.
    private const int ExtensionBound = 1 << 20;

    // Characters of all names of a layer, which are held in memory.
    private const int NamesBound = 1 << 27;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private long _names;

    /// <summary>Applies one, after those below it.</summary>
    /// <exception cref="ImageException">It holds what no layer may hold.</exception>
    /// <exception cref="InvalidDataException">It is spoilt, or beyond the bounds.</exception>
    internal void Extract(Stream layer, string mediaType)
    {
        _made.Clear();
        _names = 0;
        if (mediaType.EndsWith("tar+gzip", StringComparison.Ordinal))
        {
            using GZipStream plain = new(layer, CompressionMode.Decompress, leaveOpen: true);
            ExtractTar(plain);
        }
        else if (mediaType.EndsWith("tar", StringComparison.Ordinal))
        {
            ExtractTar(layer);
        }
        else
        {
            throw new ImageException(
                $"found a layer of type '{mediaType}', expected tar or tar+gzip");
        }
    }

    private void ExtractTar(Stream stream)
    {
        using TarEntries entries = new(stream, ExtensionBound, budget, cancellation);
        while (entries.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            budget.TakeBytes(entry.Length);
            string path = Confined(entry.Name);
            if (path.Length > root.Length)
            {
                Apply(entry, path);
            }
        }
    }

    private void Apply(TarEntry entry, string path)
    {
        string name = Path.GetFileName(path);
        string parent = Path.GetDirectoryName(path)!;
        if (string.Equals(name, Opaque, StringComparison.Ordinal))
        {
            ClearLower(parent);
            return;
        }

        if (name.StartsWith(Whiteout, StringComparison.Ordinal))
        {
            string gone = name[Whiteout.Length..];
            if (gone is "" or "." or "..")
            {
                throw new ImageException($"found a whiteout of '{gone}', expected one of a name");
            }

            Remove(Path.Combine(parent, gone));
            return;
        }

        Directory.CreateDirectory(parent);
        Made(path);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
                {
                    Remove(path);
                    Directory.CreateDirectory(path);
                }

                Own(entry, path);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile
                or TarEntryType.ContiguousFile:
                Remove(path);
                using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
                {
                    entry.DataStream?.CopyTo(file);
                }

                Own(entry, path);
                break;
            case TarEntryType.SymbolicLink:
                Remove(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                _ = Native.lchown(path, (uint)entry.Uid, (uint)entry.Gid);
                break;
            case TarEntryType.HardLink:
                Remove(path);
                Link(Confined(entry.LinkName), path);
                break;
            default:
                // Devices and pipes: containers have a /dev of their own.
                break;
        }
    }

    private void Made(string path)
    {
        if (_made.Add(path[root.Length..]) && (_names += path.Length - root.Length) > NamesBound)
        {
            throw new ImageException(
                $"found names of more than {NamesBound} characters in a layer");
        }
    }

    private static void Link(string from, string to)
    {
        if (Native.link(from, to) != 0)
        {
            throw new ImageException(
                $"'{ShortText.Of(to)}' cannot be linked to '{ShortText.Of(from)}': "
                + Native.LastError());
        }
    }

    private static void Own(TarEntry entry, string path)
    {
        if (Native.lchown(path, (uint)entry.Uid, (uint)entry.Gid) != 0)
        {
            throw new ImageException(
                $"'{ShortText.Of(path)}' cannot be given away: {Native.LastError()}");
        }

        // After the owner: a change of owner takes set-user bits away.
        File.SetUnixFileMode(path, entry.Mode & AllModes);
    }

    /// <summary>What lower layers left in a directory goes; what this one made stays.</summary>
    private void ClearLower(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (string path in Directory.GetFileSystemEntries(directory))
        {
            if (!_made.Contains(path[root.Length..]))
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        FileInfo info = new(path);
        if (info.LinkTarget is null && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// The path of a name within the root. Links on the way are followed as the container would:
    /// none leads out. The last part is not followed.
    /// </summary>
    private string Confined(string name)
    {
        List<string> rest = [.. name.Split('/').Reverse()];
        string path = root;
        int links = 0;
        while (rest.Count > 0)
        {
            string part = rest[^1];
            rest.RemoveAt(rest.Count - 1);
            if (part is "" or ".")
            {
                continue;
            }

            if (part is "..")
            {
                path = path.Length > root.Length ? Path.GetDirectoryName(path)! : root;
                continue;
            }

            string next = Path.Combine(path, part);
            if (rest.Count == 0 || new FileInfo(next).LinkTarget is not { } target)
            {
                path = next;
                continue;
            }

            if (++links > LinkBound)
            {
                throw new ImageException(
                    $"'{ShortText.Of(name)}': found too many links on the way");
            }

            path = target.StartsWith('/') ? root : path;
            rest.AddRange(target.Split('/').Reverse());
        }

        return path;
    }
}
