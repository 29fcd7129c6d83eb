using System.Formats.Tar;
using System.IO.Compression;

namespace Offers.Agents.Sandboxes;

/// <summary>
/// Takes an archive apart into a sandbox: files and directories only, none outside, not more than
/// the bounds; all of it or nothing.
/// </summary>
internal sealed class ArchiveExtraction
{
    private const UnixFileMode Kept = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Always = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ZipModeShift = 16;
    private const int ExtensionBound = 64 << 10;
    private const int PathBound = 4096;
    private readonly ArchiveBudget _budget;
    private readonly string? _owner;
    private readonly CancellationToken _cancellation;

    internal ArchiveExtraction(
        FetcherOptions options, string? owner, CancellationToken cancellation)
    {
        _budget = new ArchiveBudget(options.EntryBound, options.SizeBound);
        _owner = owner;
        _cancellation = cancellation;
    }

    /// <summary>
    /// Extracts an archive of a kind told by its name, beside itself first: in a directory that
    /// nobody else can change.
    /// </summary>
    /// <exception cref="FetchFailedException">Not possible; the sandbox is as before.</exception>
    internal void Extract(string archive, string name, string sandbox)
    {
        string temporary = archive + ".d";
        Directory.CreateDirectory(
            temporary, Always | UnixFileMode.UserExecute);
        try
        {
            using FileStream stream = File.OpenRead(archive);
            ExtractTo(temporary, name, stream);
            MoveUp(temporary, sandbox);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private void ExtractTo(string directory, string name, FileStream stream)
    {
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            ExtractZip(stream, directory);
        }
        else if (name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase))
        {
            ExtractTar(stream, directory);
        }
        else if (name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase))
        {
            using var plain = new GZipStream(stream, CompressionMode.Decompress);
            ExtractTar(plain, directory);
        }
        else
        {
            throw new FetchFailedException("expected a .tar, .tar.gz, .tgz or .zip to extract");
        }
    }

    private void ExtractTar(Stream stream, string directory)
    {
        using var entries = new TarEntries(stream, ExtensionBound, _budget, _cancellation);
        while (entries.Next() is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    MakeDirectory(directory, entry.Name);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile
                    or TarEntryType.ContiguousFile:
                    MakeFile(directory, entry.Name, entry.DataStream ?? Stream.Null, entry.Mode);
                    break;
                case TarEntryType.GlobalExtendedAttributes:
                    break;
                default:
                    throw new FetchFailedException(
                        $"entry '{ShortText.Of(entry.Name)}' is a {entry.EntryType}: expected "
                        + "files and directories");
            }
        }
    }

    private void ExtractZip(FileStream stream, string directory)
    {
        ZipDirectory.Check(stream, _budget);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.FullName.EndsWith('/'))
            {
                MakeDirectory(directory, entry.FullName);
                continue;
            }

            using Stream data = entry.Open();
            MakeFile(
                directory,
                entry.FullName,
                data,
                (UnixFileMode)((entry.ExternalAttributes >> ZipModeShift) & (int)Kept));
        }
    }

    private static void MakeDirectory(string directory, string name)
    {
        string path = PathOf(directory, name);
        if (path.Length > directory.Length)
        {
            Directory.CreateDirectory(path);
        }
    }

    private void MakeFile(string directory, string name, Stream data, UnixFileMode mode)
    {
        string path = PathOf(directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        byte[] part = new byte[1 << 16];
        int count;
        while ((count = data.Read(part)) > 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            _budget.TakeBytes(count);
            file.Write(part, 0, count);
        }

        File.SetUnixFileMode(file.SafeFileHandle, (mode & Kept) | Always);
    }

    private static string PathOf(string directory, string name)
    {
        string[] parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool isOutside = name.StartsWith('/') || parts.Contains("..")
            || name.AsSpan().ContainsAny('\0', '\\') || name.Length > PathBound;
        return isOutside
            ? throw new FetchFailedException(
                $"entry '{ShortText.Of(name)}': expected a path inside the archive")
            : Path.Combine([directory, .. parts.Where(part => part is not ".")]);
    }

    private void MoveUp(string from, string sandbox)
    {
        string[] entries = Directory.GetFileSystemEntries(from);
        foreach (string entry in entries)
        {
            if (Path.Exists(Path.Combine(sandbox, Path.GetFileName(entry))))
            {
                throw new FetchFailedException(
                    $"'{Path.GetFileName(entry)}' of the archive is in the sandbox already");
            }
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(
            from, "*", SearchOption.AllDirectories))
        {
            SandboxLayout.Give(path, _owner);
        }

        foreach (string entry in entries)
        {
            DurableFile.Rename(entry, Path.Combine(sandbox, Path.GetFileName(entry)));
        }
    }
}
