using System.Diagnostics;

namespace Offers.Agents.Tests;

/// <summary>A file system of 64 KiB at a directory, until it is disposed; needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory)
    {
        _directory = directory;
    }

    internal static SmallDisk Mount(string directory)
    {
        Run("mount", "-t", "tmpfs", "-o", "size=64k", "offers-test", directory);
        return new SmallDisk(directory);
    }

    public void Dispose() => Run("umount", _directory);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
