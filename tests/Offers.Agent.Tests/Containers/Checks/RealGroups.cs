using System.Diagnostics;
using System.Globalization;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers.Checks;

/// <summary>
/// Containers in the kernel's own groups below a root of their own, with shells in them. At the end
/// nothing of it is left, whatever happened.
/// </summary>
internal sealed class RealGroups : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int _count;

    private readonly List<Process> _processes = [];

    internal RealGroups()
    {
        int number = Interlocked.Increment(ref _count);
        Marker = string.Create(
            CultureInfo.InvariantCulture, $"offers-test-{Environment.ProcessId}-{number}");
        Groups = ContainerGroups.Open(Marker);
    }

    internal IContainerGroups Groups { get; }

    /// <summary>The root group's name, which the command line of every process here has.</summary>
    internal string Marker { get; }

    /// <summary>
    /// As much of the machine as the kernel gives, so that neighbours do not blur what is measured.
    /// To be called when there is a container.
    /// </summary>
    internal void PutFirst() => PutFirst(Groups);

    internal static void PutFirst(IContainerGroups groups)
    {
        GroupFiles files = new();
        foreach (string mount in groups.Layout.Hierarchies)
        {
            foreach ((string file, string most) in
                new[] { ("cpu.shares", "262144"), ("cpu.weight", "10000") })
            {
                string path = $"{mount}/{groups.Layout.Root}/{file}";
                if (files.Exists(path))
                {
                    files.Write(path, most);
                }
            }
        }
    }

    /// <summary>Starts a shell that joins the container and becomes one with the script.</summary>
    internal Process Start(string name, string script)
    {
        string joins = string.Concat(
            Groups.JoinFiles(name).Select(file => $"echo $$ > {file} || exit 99\n"));
        ProcessStartInfo start = new("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{joins}exec /bin/sh -c '{script}\n: {Marker}' 2> /dev/null");
        Process process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    /// <summary>Waits until the kernel has it so.</summary>
    internal static async Task Until(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new InvalidOperationException($"expected within {Patience}: {what}");
            }

            await Task.Delay(5);
        }
    }

    internal Task UntilJoined(string name) =>
        Until(() => Groups.Processes(name).Count > 0, $"a process in {name}");

    /// <summary>Processes, of any parent, whose command line has the marker.</summary>
    internal List<int> Living()
    {
        List<int> living = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int id)
                && id != Environment.ProcessId && CommandLineOf(directory).Contains(
                    Marker, StringComparison.Ordinal))
            {
                living.Add(id);
            }
        }

        return living;
    }

    /// <summary>Directories with the root group's name in any tree.</summary>
    internal List<string> Left() =>
        [.. Groups.Layout.Hierarchies.Select(mount => $"{mount}/{Marker}").Where(Path.Exists)];

    public async ValueTask DisposeAsync()
    {
        foreach (string name in Groups.List().Where(name => !name.Contains('/')))
        {
            await Groups.DestroyAsync(name, Patience);
        }

        foreach (Process process in _processes)
        {
            // One that had not joined yet is in no group.
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        await Until(Groups.TryRemoveRoot, "the root group to be empty");
    }

    private static string CommandLineOf(string directory)
    {
        try
        {
            return File.ReadAllText($"{directory}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
