using System.Diagnostics;

namespace Offers.Faults.Machine;

/// <summary>A directory with a small disk of its own, to be filled to the last byte.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "size=48m";
    private readonly string _directory;

    /// <summary>Mounts one; it must be empty.</summary>
    internal SmallDisk(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
        Run("mount", "-t", "tmpfs", "-o", Size, "tmpfs", directory);
    }

    private string Filler => Path.Combine(_directory, "filler");

    /// <summary>Takes every byte that there is.</summary>
    internal void Fill()
    {
        using FileStream file = new(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        for (int size = 1 << 20; size > 0; size /= 4)
        {
            byte[] part = new byte[size];
            try
            {
                while (true)
                {
                    file.Write(part);
                }
            }
            catch (IOException)
            {
                // Smaller ones may still fit.
            }
        }
    }

    /// <summary>Gives them back.</summary>
    internal void Free() => File.Delete(Filler);

    /// <inheritdoc/>
    public void Dispose() => Run("umount", "-l", _directory);

    private static void Run(string program, params string[] words)
    {
        using Process process = Process.Start(program, words);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program} {string.Join(' ', words)} ended with "
                + $"{process.ExitCode}: expected root, who may mount");
        }
    }
}
