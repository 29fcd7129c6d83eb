using System.Globalization;
using Offers.Agents.Processes;

namespace Offers.Agents.Hosting;

/// <summary>What this machine has for tasks (semantics 3.1): what is said, else detected.</summary>
internal static class MachineResources
{
    private const string DefaultPorts = "ports:[31000-32000]";
    private const long LittleMemory = 2_048;
    private const long LittleDisk = 10_240;

    /// <summary>Whether a text is one of resources.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    internal static void Check(string text)
    {
        if (text.Length > 0)
        {
            _ = ResourceSet.Parse(ResourceSchema.CreateStandard(), text);
        }
    }

    /// <summary>The resources of a text, completed from the machine.</summary>
    /// <param name="schema">What kinds are called.</param>
    /// <param name="text">What is said; empty is nothing.</param>
    /// <param name="directory">A directory on the disk of sandboxes.</param>
    internal static ResourceSet Of(ResourceSchema schema, string text, string directory)
    {
        ResourceSet said = text.Length == 0
            ? ResourceSet.Empty
            : ResourceSet.Parse(schema, text);
        List<string> rest = [];
        foreach ((string name, Func<string> detect) in Detections(directory))
        {
            if (!Says(text, name))
            {
                rest.Add(detect());
            }
        }

        return rest.Count == 0
            ? said
            : said + ResourceSet.Parse(schema, string.Join(';', rest));
    }

    /// <summary>Memory of the machine in MB; 0 if it cannot be told.</summary>
    internal static long MemoryMegabytes()
    {
        try
        {
            string? line = KernelFile.Read("/proc/meminfo").Split('\n').FirstOrDefault(
                l => l.StartsWith("MemTotal:", StringComparison.Ordinal));
            return long.Parse(
                line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] ?? "0",
                CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>What is left for tasks of so many MB of memory.</summary>
    internal static long MemoryForTasks(long megabytes) => megabytes <= 0 ? 1_024
        : megabytes < LittleMemory ? megabytes / 2
        : megabytes - 1_024;

    /// <summary>What is left for tasks of so many MB of disk.</summary>
    internal static long DiskForTasks(long megabytes) => megabytes <= 0 ? LittleDisk
        : megabytes < LittleDisk ? megabytes / 2
        : megabytes - 5_120;

    private static IEnumerable<(string Name, Func<string> Detect)> Detections(string directory) =>
    [
        ("cpus", () => Amount("cpus", Environment.ProcessorCount)),
        ("mem", () => Amount("mem", MemoryForTasks(MemoryMegabytes()))),
        ("disk", () => Amount("disk", DiskForTasks(DiskMegabytes(directory)))),
        ("ports", () => DefaultPorts),
    ];

    private static long DiskMegabytes(string directory)
    {
        try
        {
            return new DriveInfo(directory).TotalSize >> 20;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Whether a text names a kind, with or without a role.</summary>
    private static bool Says(string text, string name) => Array.Exists(
        text.Split(';', StringSplitOptions.TrimEntries),
        part => part.StartsWith($"{name}:", StringComparison.Ordinal)
            || part.StartsWith($"{name}(", StringComparison.Ordinal));

    private static string Amount(string name, long amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}:{amount}");
}
