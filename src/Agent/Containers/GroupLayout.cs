namespace Offers.Agents.Containers;

/// <summary>
/// Which groups this machine has and where: version 1 with each controller mounted apart or several
/// together, version 2, or both side by side (then the version that has the controllers counts).
/// </summary>
public sealed class GroupLayout
{
    /// <summary>The first one is joined and frozen first.</summary>
    private static readonly string[] UsedV1 =
        ["freezer", "memory", "pids", "cpu", "cpuacct", "cpuset", "devices", "blkio"];

    private static readonly string[] NeededV1 = ["freezer", "memory", "cpu", "cpuacct"];

    private static readonly string[] UsedV2 = ["cpu", "memory", "pids", "cpuset", "io"];

    private static readonly string[] NeededV2 = ["cpu", "memory"];

    private readonly Dictionary<string, string> _mounts;

    private GroupLayout(GroupVersion version, string root, Dictionary<string, string> mounts)
    {
        Version = version;
        Root = root;
        _mounts = mounts;
        Controllers = [.. Used(version).Where(mounts.ContainsKey)];
        Hierarchies =
            [.. Controllers.Select(name => mounts[name]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Which version is used.</summary>
    public GroupVersion Version { get; }

    /// <summary>The group below the mount points that holds all containers.</summary>
    public string Root { get; }

    /// <summary>Controllers that are there, of those that are used, in a fixed order.</summary>
    public IReadOnlyList<string> Controllers { get; }

    /// <summary>
    /// Mount points without repetition, that of the freezer first; one on version 2.
    /// </summary>
    public IReadOnlyList<string> Hierarchies { get; }

    /// <summary>Reads which groups there are.</summary>
    /// <param name="mountInfo">The text of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="files">Where the controllers of version 2 are read.</param>
    /// <param name="root">
    /// The group below the mount points for all containers: parts of letters, digits, dot,
    /// underscore and hyphen, joined by slashes.
    /// </param>
    /// <exception cref="GroupException">
    /// Neither version has what is needed; the message says what each lacks.
    /// </exception>
    /// <exception cref="ArgumentException">The root is not such a name.</exception>
    public static GroupLayout Detect(string mountInfo, IGroupFiles files, string root = "offers")
    {
        ArgumentNullException.ThrowIfNull(mountInfo);
        ArgumentNullException.ThrowIfNull(files);
        ContainerName.Check(root);
        MountTable table = MountTable.Read(mountInfo);
        Dictionary<string, string> unified = Unified(table, files);
        if (NeededV2.All(unified.ContainsKey))
        {
            return new GroupLayout(GroupVersion.V2, root, unified);
        }

        if (NeededV1.All(table.Controllers.ContainsKey))
        {
            return new GroupLayout(GroupVersion.V1, root, table.Controllers);
        }

        throw new GroupException(
            $"found no usable cgroups, expected version 2 with {string.Join(", ", NeededV2)} "
            + $"({Lacking(NeededV2, unified, table.Unified is not null)}) or version 1 with "
            + $"{string.Join(", ", NeededV1)} "
            + $"({Lacking(NeededV1, table.Controllers, table.Controllers.Count > 0)})");
    }

    /// <summary>Whether a controller is there: <c>pids</c>, <c>cpuset</c> and so on.</summary>
    public bool Has(string controller) => _mounts.ContainsKey(controller);

    /// <summary>Which version, which controllers and where, for people.</summary>
    public override string ToString() =>
        $"cgroup {Version}, root '{Root}': "
        + string.Join(", ", Controllers.Select(name => $"{name} at {_mounts[name]}"));

    internal string MountOf(string controller) => _mounts[controller];

    internal string DirectoryOf(string mount, string name) => $"{mount}/{Root}/{name}";

    internal static IReadOnlyList<string> Used(GroupVersion version) =>
        version == GroupVersion.V1 ? UsedV1 : UsedV2;

    internal static bool IsNeeded(string controller) => Array.IndexOf(NeededV2, controller) >= 0;

    private static Dictionary<string, string> Unified(MountTable table, IGroupFiles files)
    {
        Dictionary<string, string> controllers = new(StringComparer.Ordinal);
        if (table.Unified is not { } mount)
        {
            return controllers;
        }

        try
        {
            foreach (string name in GroupText.Words(files.Read($"{mount}/cgroup.controllers")))
            {
                controllers[name] = mount;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GroupException($"cannot read the controllers at {mount}: {e.Message}", e);
        }

        return controllers;
    }

    private static string Lacking(
        string[] needed, IReadOnlyDictionary<string, string> there, bool isMounted) =>
        isMounted
            ? "lacks " + string.Join(", ", needed.Where(name => !there.ContainsKey(name)))
            : "is not mounted";
}
