using System.Buffers;

namespace Offers.Agents.Containers;

/// <summary>
/// Which names groups may have. A name becomes a path of the kernel's tree, so nothing else than
/// what is made here gets there: parts of letters, digits, dot, underscore and hyphen, joined by
/// slashes for nested containers.
/// </summary>
internal static class ContainerName
{
    internal const int MaxPartLength = 128;
    internal const int MaxParts = 8;

    /// <summary>A container's processes on version 2; no container can be called so.</summary>
    internal const string Leaf = "@leaf";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Files of the kernel lie beside groups: none can be called so.</summary>
    private static readonly string[] KernelPrefixes =
    [
        "cgroup.", "cpu.", "cpuacct.", "cpuset.", "memory.", "pids.", "io.", "blkio.", "devices.",
        "freezer.", "hugetlb.", "net_cls.", "net_prio.", "perf_event.", "rdma.", "misc.", "irq.",
        "dmem.", "debug.",
    ];

    private static readonly string[] KernelFiles =
        ["tasks", "notify_on_release", "release_agent"];

    /// <summary>Throws unless this is a name of a container.</summary>
    /// <exception cref="ArgumentException">It is not; the message says why.</exception>
    internal static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (WhyNot(name) is { } expected)
        {
            string shown = name.Length <= 64 ? name : name[..64] + "...";
            throw new ArgumentException(
                $"found container name '{shown}', expected {expected}", nameof(name));
        }
    }

    internal static bool IsValid(string name) => WhyNot(name) is null;

    /// <summary>The name of the container around a nested one; null for others.</summary>
    internal static string? ParentOf(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash < 0 ? null : name[..slash];
    }

    private static string? WhyNot(string name)
    {
        string[] parts = name.Split('/');
        if (parts.Length > MaxParts)
        {
            return $"at most {MaxParts} parts";
        }

        foreach (string part in parts)
        {
            if (part.Length is 0 or > MaxPartLength)
            {
                return $"1 to {MaxPartLength} characters in each part";
            }

            if (part.AsSpan().ContainsAnyExcept(Allowed) || part is "." or "..")
            {
                return "letters, digits, '.', '_' and '-', and neither '.' nor '..'";
            }

            if (IsOfKernel(part))
            {
                return "no name that a file of the kernel has";
            }
        }

        return null;
    }

    private static bool IsOfKernel(string part) =>
        Array.IndexOf(KernelFiles, part) >= 0
        || Array.Exists(
            KernelPrefixes, prefix => part.StartsWith(prefix, StringComparison.Ordinal));
}
