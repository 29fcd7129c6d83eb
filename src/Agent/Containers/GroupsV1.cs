namespace Offers.Agents.Containers;

/// <summary>
/// Version 1: a directory for each container in the tree of each controller; processes are in the
/// container's own group of every tree.
/// </summary>
internal sealed partial class GroupsV1(
    GroupLayout layout, IGroupFiles files, Action<int>? kill) : GroupsBase(layout, files)
{
    /// <summary>The kernel's default, and what quotas are counted in (semantics 3.3).</summary>
    private const long PeriodMicroseconds = 100_000;

    /// <summary>Cpu time is shown in hundredths of a second on every Linux machine.</summary>
    private const long NanosecondsPerTick = 10_000_000;

    private readonly Action<int> _kill = kill ?? KillProcess;

    public override IReadOnlyList<string> JoinFiles(string name)
    {
        ContainerName.Check(name);
        return [.. DirectoriesOf(name).Select(directory => $"{directory}/cgroup.procs")];
    }

    public override string MemoryDirectory(string name)
    {
        ContainerName.Check(name);
        return In("memory", name);
    }

    protected override IReadOnlyList<string> DirectoriesOf(string name) =>
        [.. Layout.Hierarchies.Select(mount => Layout.DirectoryOf(mount, name))];

    protected override string DirectoryOf(string name) => In("freezer", name);

    protected override void PrepareLevel(string mount, string parent, string directory)
    {
        if (IsAt("cpuset", mount))
        {
            // An empty set admits no process and no group below it that has a set.
            CopyIfEmpty(parent, directory, "cpuset.mems");
            CopyIfEmpty(parent, directory, "cpuset.cpus");
        }

        // Old kernels count nested groups on their own unless told otherwise.
        string hierarchy = $"{directory}/memory.use_hierarchy";
        if (IsAt("memory", mount) && Files.Exists(hierarchy)
            && Files.Read(hierarchy).Trim() is "0")
        {
            Files.Write(hierarchy, "1");
        }
    }

    protected override void PrepareParent(string name)
    {
    }

    protected override List<GroupWrite> PlanNew(string name, ContainerLimits limits)
    {
        List<GroupWrite> plan = [];
        AddMemoryOfNew(plan, name, limits);
        if (limits.CpuQuotaMicroseconds is { } quota)
        {
            plan.Add(new(In("cpu", name, "cpu.cfs_period_us"), GroupText.Of(PeriodMicroseconds)));
            plan.Add(new(In("cpu", name, "cpu.cfs_quota_us"), GroupText.Of(quota)));
        }

        plan.Add(new(In("cpu", name, "cpu.shares"), GroupText.Of(limits.CpuShares)));
        if (limits.PidsMax is { } most)
        {
            plan.Add(new(In("pids", name, "pids.max"), GroupText.Of(most)));
        }

        if (Layout.Has("cpuset"))
        {
            plan.Add(new(In("cpuset", name, "cpuset.mems"), OfParent(name, "cpuset.mems")));
            plan.Add(new(
                In("cpuset", name, "cpuset.cpus"),
                limits.Cpuset ?? OfParent(name, "cpuset.cpus")));
        }

        if (Layout.Has("devices"))
        {
            plan.Add(new(In("devices", name, "devices.deny"), "a"));
            plan.AddRange(DeviceRule.Default.Concat(limits.Devices).Select(rule =>
                new GroupWrite(In("devices", name, "devices.allow"), rule.ToString())));
        }

        return plan;
    }

    protected override List<GroupWrite> PlanChange(string name, ContainerLimits limits)
    {
        List<GroupWrite> plan = [];
        AddRaisedMemory(plan, name, limits);
        AddChanged(
            plan,
            In("memory", name, "memory.soft_limit_in_bytes"),
            GroupText.Of(limits.MemorySoftBytes));
        long quota = limits.CpuQuotaMicroseconds ?? -1;
        if (quota >= 0)
        {
            AddChanged(
                plan, In("cpu", name, "cpu.cfs_period_us"), GroupText.Of(PeriodMicroseconds));
        }

        AddChanged(plan, In("cpu", name, "cpu.cfs_quota_us"), GroupText.Of(quota));
        AddChanged(plan, In("cpu", name, "cpu.shares"), GroupText.Of(limits.CpuShares));
        if (Layout.Has("pids"))
        {
            AddChanged(
                plan,
                In("pids", name, "pids.max"),
                limits.PidsMax is { } most ? GroupText.Of(most) : "max");
        }

        if (Layout.Has("cpuset"))
        {
            AddChanged(
                plan,
                In("cpuset", name, "cpuset.cpus"),
                limits.Cpuset ?? OfParent(name, "cpuset.cpus"));
        }

        AddChangedDevices(plan, name, limits);
        return plan;
    }

    /// <summary>
    /// The limit with swap cannot be below the one without: of a new group, which has neither, the
    /// one without is lowered first (MESOS-7237).
    /// </summary>
    private void AddMemoryOfNew(List<GroupWrite> plan, string name, ContainerLimits limits)
    {
        if (limits.MemoryHardBytes is { } hard)
        {
            plan.Add(new(In("memory", name, "memory.limit_in_bytes"), GroupText.Of(hard)));
            if (limits.LimitsSwap)
            {
                plan.Add(new(
                    In("memory", name, "memory.memsw.limit_in_bytes"), GroupText.Of(hard)));
            }
        }

        plan.Add(new(
            In("memory", name, "memory.soft_limit_in_bytes"),
            GroupText.Of(limits.MemorySoftBytes)));
    }

    /// <summary>
    /// To raise both, the limit with swap goes first. What is there counts, whoever wrote it.
    /// </summary>
    private void AddRaisedMemory(List<GroupWrite> plan, string name, ContainerLimits limits)
    {
        string file = In("memory", name, "memory.limit_in_bytes");
        long now = GroupText.Limit(Files.Read(file)) ?? long.MaxValue;
        long hard = limits.MemoryHardBytes ?? long.MaxValue;
        if (hard <= now)
        {
            return;
        }

        string value = limits.MemoryHardBytes is { } bytes ? GroupText.Of(bytes) : "-1";
        string withSwap = In("memory", name, "memory.memsw.limit_in_bytes");
        if (Files.Exists(withSwap) && GroupText.Limit(Files.Read(withSwap)) is { } both
            && both < hard)
        {
            plan.Add(new(withSwap, value, GroupText.Of(both)));
        }

        plan.Add(new(file, value));
    }

    /// <summary>Devices are allowed on growth and denied on shrink (semantics 3.3).</summary>
    private void AddChangedDevices(List<GroupWrite> plan, string name, ContainerLimits limits)
    {
        if (!Layout.Has("devices"))
        {
            return;
        }

        string allow = In("devices", name, "devices.allow");
        string deny = In("devices", name, "devices.deny");
        string[] now = GroupText.Lines(Files.Read(In("devices", name, "devices.list")));
        string[] wanted =
            [.. DeviceRule.Default.Concat(limits.Devices).Select(rule => rule.ToString())];
        foreach (string rule in wanted.Except(now, StringComparer.Ordinal))
        {
            plan.Add(new(allow, rule, rule, deny));
        }

        foreach (string rule in now.Except(wanted, StringComparer.Ordinal))
        {
            plan.Add(new(deny, rule, rule, allow));
        }
    }

    private void AddChanged(List<GroupWrite> plan, string file, string value)
    {
        string now = Files.Read(file).Trim();
        if (!string.Equals(now, value, StringComparison.Ordinal))
        {
            plan.Add(new(file, value, now));
        }
    }

    private void CopyIfEmpty(string parent, string directory, string file)
    {
        if (Files.Read($"{directory}/{file}").Trim().Length == 0)
        {
            Files.Write($"{directory}/{file}", Files.Read($"{parent}/{file}").Trim());
        }
    }

    private string OfParent(string name, string file)
    {
        string root = $"{Layout.MountOf("cpuset")}/{Layout.Root}";
        string directory = ContainerName.ParentOf(name) is { } parent ? $"{root}/{parent}" : root;
        return Files.Read($"{directory}/{file}").Trim();
    }

    private bool IsAt(string controller, string mount) =>
        Layout.Has(controller)
        && string.Equals(Layout.MountOf(controller), mount, StringComparison.Ordinal);

    private string In(string controller, string name) =>
        Layout.DirectoryOf(Layout.MountOf(controller), name);

    private string In(string controller, string name, string file) =>
        $"{In(controller, name)}/{file}";
}
