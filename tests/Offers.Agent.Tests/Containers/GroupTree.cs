using System.Globalization;
using Offers.Agents.Containers;

namespace Offers.Agents.Tests.Containers;

/// <summary>
/// The kernel's tree as a folder: a new directory gets the files that the kernel would put there.
/// It records the order of what is done and can let a write fail.
/// </summary>
internal sealed class GroupTree : IGroupFiles, IDisposable
{
    private const string Unlimited = "9223372036854771712";

    private static readonly Dictionary<string, (string File, string Text)[]> FilesOf = new()
    {
        ["freezer"] = [("freezer.state", "THAWED")],
        ["cpu"] =
        [
            ("cpu.shares", "1024"), ("cpu.cfs_period_us", "100000"), ("cpu.cfs_quota_us", "-1"),
            ("cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n"),
        ],
        ["cpuacct"] = [("cpuacct.usage", "0"), ("cpuacct.stat", "user 0\nsystem 0\n")],
        ["memory"] =
        [
            ("memory.limit_in_bytes", Unlimited), ("memory.soft_limit_in_bytes", Unlimited),
            ("memory.memsw.limit_in_bytes", Unlimited), ("memory.usage_in_bytes", "0"),
            ("memory.max_usage_in_bytes", "0"), ("memory.failcnt", "0"), ("memory.stat", ""),
            ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n"),
            ("memory.use_hierarchy", "1"),
        ],
        ["pids"] = [("pids.max", "max"), ("pids.current", "0")],
        ["cpuset"] = [("cpuset.cpus", ""), ("cpuset.mems", "")],
        ["devices"] =
            [("devices.list", "a *:* rwm\n"), ("devices.allow", ""), ("devices.deny", "")],
        ["blkio"] = [],
        ["cgroup2"] =
        [
            ("cgroup.controllers", "cpuset cpu io memory hugetlb pids"),
            ("cgroup.subtree_control", ""), ("cgroup.kill", ""), ("cgroup.freeze", "0"),
            ("cgroup.events", "populated 0\nfrozen 0\n"), ("cpu.weight", "100"),
            ("cpu.max", "max 100000"), ("cpu.stat", "usage_usec 0\n"), ("memory.low", "0"),
            ("memory.max", "max"), ("memory.swap.max", "max"), ("memory.current", "0"),
            ("memory.stat", ""), ("memory.events", "low 0\nmax 0\noom 0\noom_kill 0\n"),
            ("pids.max", "max"), ("pids.current", "0"), ("cpuset.cpus", ""), ("io.stat", ""),
        ],
    };

    private readonly string _folder =
        Directory.CreateTempSubdirectory("offers-test-").FullName;

    private readonly GroupFiles _files = new();
    private readonly Dictionary<string, string> _controllers = [];

    private GroupTree()
    {
    }

    /// <summary>What was done, in order, with paths from the mount points' folder.</summary>
    internal List<string> Log { get; } = [];

    internal GroupLayout Layout { get; private set; } = null!;

    /// <summary>Writes that fail, by their entry of the log.</summary>
    internal Func<string, bool> Fails { get; set; } = static _ => false;

    /// <summary>Called after each write with its path and text.</summary>
    internal Action<string, string> Written { get; set; } = static (_, _) => { };

    /// <summary>Called before each reading with its path.</summary>
    internal Action<string> Reading { get; set; } = static _ => { };

    internal static GroupTree V1(params string[] mounts)
    {
        GroupTree tree = new();
        string[] all = mounts.Length > 0
            ? mounts
            : ["freezer", "memory", "pids", "cpu", "cpuacct", "cpuset", "devices", "blkio"];
        string info = string.Concat(all.Select(
            controllers => tree.Mount(controllers, "cgroup", $"rw,{controllers}")));
        foreach (string cpuset in all.Where(name => name == "cpuset"))
        {
            tree.Put($"{cpuset}/cpuset.cpus", "0-1");
            tree.Put($"{cpuset}/cpuset.mems", "0");
        }

        tree.Layout = GroupLayout.Detect(info, tree);
        return tree;
    }

    internal static GroupTree V2(string root = "offers")
    {
        GroupTree tree = new();
        tree.Layout = GroupLayout.Detect(tree.Mount("cgroup2", "cgroup2", "rw"), tree, root);
        return tree;
    }

    internal IContainerGroups Open(Action<int>? kill = null) => Layout.Version == GroupVersion.V1
        ? new GroupsV1(Layout, this, kill ?? (static _ => { }))
        : ContainerGroups.Open(Layout, this);

    /// <summary>The text of a file, by its path from the mount points' folder.</summary>
    internal string Get(string path) => File.ReadAllText($"{_folder}/{path}").Trim();

    internal void Put(string path, string text) => File.WriteAllText($"{_folder}/{path}", text);

    internal bool Has(string path) => Path.Exists($"{_folder}/{path}");

    /// <summary>What was done since, and a fresh log.</summary>
    internal string[] TakeLog()
    {
        string[] taken = [.. Log];
        Log.Clear();
        return taken;
    }

    public string Read(string path)
    {
        Reading(Short(path));
        return _files.Read(path);
    }

    public void Write(string path, string text)
    {
        string entry = $"{Short(path)} = {text.Trim()}";
        if (Fails(entry))
        {
            Log.Add($"{entry} (fails)");
            throw new IOException($"Invalid argument : '{path}'");
        }

        Log.Add(entry);

        // What is shared out adds up; other files hold what was written last.
        bool isShare = path.EndsWith("cgroup.subtree_control", StringComparison.Ordinal);
        File.WriteAllText(path, isShare ? $"{File.ReadAllText(path)} {text[1..]}".Trim() : text);
        Follow(path, text);
        Written(Short(path), text);
    }

    public void MakeDirectory(string path)
    {
        _files.MakeDirectory(path);
        Log.Add($"make {Short(path)}");
        Fill(path, _controllers.Single(mount => path.StartsWith(
            mount.Key + "/", StringComparison.Ordinal)).Value);
    }

    public void RemoveDirectory(string path)
    {
        if (Directory.GetDirectories(path).Length > 0
            || File.ReadAllText($"{path}/cgroup.procs").Length > 0)
        {
            throw new IOException($"Device or resource busy : '{path}'");
        }

        Directory.Delete(path, recursive: true);
        Log.Add($"remove {Short(path)}");
    }

    public bool Exists(string path) => _files.Exists(path);

    public IReadOnlyList<string> List(string path) => _files.List(path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Mount(string controllers, string type, string options)
    {
        string path = $"{_folder}/{controllers}";
        Directory.CreateDirectory(path);
        _controllers.Add(path, controllers);
        Fill(path, controllers);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_controllers.Count} 1 0:1 / {path} rw,relatime shared:9 - {type} x {options}\n");
    }

    private static void Fill(string directory, string controllers)
    {
        File.WriteAllText($"{directory}/cgroup.procs", "");
        foreach (string controller in controllers.Split(','))
        {
            foreach ((string file, string text) in FilesOf[controller])
            {
                File.WriteAllText($"{directory}/{file}", text);
            }
        }
    }

    /// <summary>What the kernel shows elsewhere after a write.</summary>
    private static void Follow(string path, string text)
    {
        string directory = Path.GetDirectoryName(path)!;
        string list = $"{directory}/devices.list";
        switch (Path.GetFileName(path))
        {
            case "devices.deny" when text == "a":
                File.WriteAllText(list, "");
                break;
            case "devices.deny":
                File.WriteAllLines(list, File.ReadAllLines(list).Where(line => line != text));
                break;
            case "devices.allow":
                File.AppendAllText(list, text + "\n");
                break;
            case "cgroup.freeze":
                File.WriteAllText($"{directory}/cgroup.events", $"populated 1\nfrozen {text}\n");
                break;
        }
    }

    private string Short(string path) => path[(_folder.Length + 1)..];
}
